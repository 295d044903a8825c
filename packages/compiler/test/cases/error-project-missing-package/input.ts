/// <reference path="./types.d.ts" />
import { component, pipeline } from "dagwright";
import { grow } from "forest";
import { plant } from "@acme/gone/trees";

export const direct = component({}, async (input: { path: string }): Promise<string> => plant(input.path));
export const indirect = component({}, async (input: { path: string }): Promise<string> => grow(input.path));

export default pipeline("main", async ({ path }: { path: string }) => {
  await direct({ path });
  await indirect({ path });
});
