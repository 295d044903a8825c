import { component, pipeline } from "dagwright";
import { promised } from "outdated";
import { half } from "half";

export const typed = component({}, async (input: { path: string }): Promise<string> => promised(input.path));
export const cut = component({}, async (input: { path: string }): Promise<string> => half(input.path));

export default pipeline("main", async ({ path }: { path: string }) => {
  await typed({ path });
  await cut({ path });
});
