import { component, pipeline } from "dagwright";
import { resize } from "pixels";
import { connect } from "database";
import { load } from "plugins";

export const thumbnail = component({}, async (input: { path: string }): Promise<string> => resize(input.path));
export const query = component({}, async (input: { path: string }): Promise<string> => connect(input.path));
export const extended = component({}, async (input: { path: string }): Promise<string> => load(input.path));

export default pipeline("main", async ({ path }: { path: string }) => {
  await thumbnail({ path });
  await query({ path });
  await extended({ path });
});
