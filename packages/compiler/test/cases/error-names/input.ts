import { component, pipeline } from "dagwright";
import { load as theirs, other } from "./other.ts";

const suffix = process.env["SUFFIX"];

export const load = component({}, async (input: { x: number }): Promise<number> => input.x + 1);
export const main = pipeline("main", async ({ x }: { x: number }) => {
  await load({ x });
  await theirs({ x });
  await other({ x });
});
export const computed = pipeline(`main-${suffix}`, async ({ x }: { x: number }) => load({ x }));
export const empty = pipeline("", async ({ x }: { x: number }) => load({ x }));
export default component({}, async (input: { x: number }): Promise<number> => input.x);
