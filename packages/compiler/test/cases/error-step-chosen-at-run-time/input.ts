import { pipeline, withOptions } from "dagwright";
import { add, load } from "../steps.ts";

const STEPS = { plain: add, patient: withOptions(add, { retries: 2 }) };

export default pipeline("main", async ({ table, kind, memory }: { table: string; kind: "plain" | "patient"; memory: string }) => {
  const { count, ok } = await load({ table });
  const chosen = ok ? STEPS.plain : STEPS.patient;
  await chosen({ a: 1, b: count });
  await STEPS[kind]({ a: 2, b: count });
  await withOptions(add, { image: memory })({ a: 3, b: count });
});
