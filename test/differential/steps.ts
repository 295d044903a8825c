/** Components that say on stdout what they were called with, wherever they run. */
import { component, Dataset, step } from "dagwright";

const record = async (name: string, args: unknown): Promise<void> => {
  const call = JSON.stringify({ name, args });
  console.log(`CALL ${call}`);
  // Only where the test of order has put it; what follows in a step takes no time.
  const pace: unknown = Reflect.get(globalThis, Symbol.for("dagwright.test.pace"));
  if (typeof pace === "function") await Reflect.apply(pace, undefined, [call]);
};

/** Adds; fails when told to. */
export const add = component({}, async (input: { a: number; b: number; fail?: boolean }): Promise<{ sum: number }> => {
  await record("add", input);
  if (input.fail === true) throw new Error(`add ${input.a} and ${input.b} failed`);
  return { sum: input.a + input.b };
});

export const range = component({}, async (input: { n: number }): Promise<{ items: number[]; last?: number }> => {
  await record("range", input);
  const items = Array.from({ length: input.n }, (_, index) => index + 1);
  const last = items.at(-1);
  return { items, ...(last === undefined ? {} : { last }) };
});

export const say = component({}, async (input: { text: string; fail?: boolean }): Promise<{ text: string; length: number }> => {
  await record("say", input);
  if (input.fail === true) throw new Error(`could not say ${input.text}`);
  return { text: input.text, length: input.text.length };
});

export const note = component({}, async (input: { text: string }): Promise<void> => {
  await record("note", input);
});

export const total = component({}, async (input: { values: readonly number[] }): Promise<number> => {
  await record("total", input);
  return input.values.reduce((sum, value) => sum + value, 0);
});

export const flaky = component({ retries: 2 }, async (input: { until: number }): Promise<{ attempt: number }> => {
  await record("flaky", { ...input, attempt: step.attempt });
  if (step.attempt < input.until) throw new Error(`attempt ${step.attempt} is too early`);
  return { attempt: step.attempt };
});

export const save = component({}, async (input: { text: string }): Promise<{ data: Dataset; size: number }> => {
  await record("save", input);
  return { data: Dataset.fromText(input.text, { metadata: { words: input.text.split(" ").length } }), size: input.text.length };
});

export const load = component({}, async (input: { data: Dataset }): Promise<{ text: string }> => {
  await record("load", {});
  return { text: await input.data.text() };
});

export const people = component({}, async (input: { names: string[] }): Promise<{ people: { name: string; age: number }[] }> => {
  await record("people", input);
  return { people: input.names.map((name, index) => ({ name, age: 20 + index })) };
});
