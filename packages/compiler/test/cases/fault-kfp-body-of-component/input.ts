import { component, pipeline } from "dagwright";
import { missing } from "not-installed";

export const undefinedName = component({}, async (input: { x: number }): Promise<number> => input.x + thershold);
export const notImported = component({}, async (input: { table: string }): Promise<string> => readFileSync(input.table, "utf8"));
export const notInstalled = component({}, async (input: { x: number }): Promise<number> => missing(input.x));
export const otherType = component({}, async (input: { x: number }): Promise<number> => `${input.x}`);

export default pipeline("main", async () => {
  await undefinedName({ x: 1 });
  await notImported({ table: "t" });
  await notInstalled({ x: 1 });
  await otherType({ x: 1 });
});
