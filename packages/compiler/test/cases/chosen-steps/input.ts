import { pipeline, withOptions } from "dagwright";
import { add, score } from "../steps.ts";

enum Kind {
  Plain = "plain",
  Patient = "patient",
}
const FAST = false;
const SIZES = { small: { memory: "1Gi" }, large: { memory: "8Gi", retries: 2 } } as const;
const train = FAST ? add : withOptions(add, { timeout: "1h" });
const STEPS = { [Kind.Plain]: add, [Kind.Patient]: withOptions(add, { retries: 5 }) };
const LIST = [add, (input: { a: number; b: number }) => add({ a: input.b, b: input.a })];

export default pipeline("main", async () => {
  const trained = await train({ a: 1, b: 2 });
  const kind: Kind = Kind.Patient;
  const patient = await STEPS[kind]({ a: trained, b: 3 });
  const [first, second] = await Promise.all(LIST.map((step) => step({ a: patient, b: 4 })));
  for (const step of Object.values(STEPS)) await step({ a: first ?? 0, b: second ?? 0 });
  for (const [name, size] of Object.entries(SIZES)) await withOptions(score, { ...size, displayName: `Score ${name}` })({ x: 1 });
  const memory = FAST ? "1Gi" : "4Gi";
  return await (FAST ? add : withOptions(add, { memory }))({ a: 5, b: 6 });
});
