/** Components that say on stdout what they were called with, and when, wherever they run. `support/calls.ts` reads it. */
import { component, Dataset, step } from "dagwright";

/** Runs what a call does. One that fails ends as well. */
async function recorded<T>(name: string, args: unknown, run: () => T | Promise<T>): Promise<T> {
  const call = JSON.stringify({ name, args });
  // One clock for all processes of a machine, and it never goes back.
  const started = process.hrtime.bigint();
  console.log(`CALL ${call}`);
  // Only where the test of order has put it; what follows in a step takes no time.
  const pace: unknown = Reflect.get(globalThis, Symbol.for("dagwright.test.pace"));
  if (typeof pace === "function") await Reflect.apply(pace, undefined, [call]);
  // Only where `lasting` has put it: in processes and pods.
  const ms = Number(process.env["CALLS_LAST_MS"] ?? 0);
  if (ms > 0) await new Promise((done) => setTimeout(done, ms));
  try {
    return await run();
  } finally {
    console.log(`SPAN ${started} ${process.hrtime.bigint()} ${call}`);
  }
}

/** Adds; fails when told to. */
export const add = component({}, (input: { a: number; b: number; fail?: boolean }): Promise<{ sum: number }> =>
  recorded("add", input, () => {
    if (input.fail === true) throw new Error(`add ${input.a} and ${input.b} failed`);
    return { sum: input.a + input.b };
  }),
);

export const range = component({}, (input: { n: number }): Promise<{ items: number[]; last?: number }> =>
  recorded("range", input, () => {
    const items = Array.from({ length: input.n }, (_, index) => index + 1);
    const last = items.at(-1);
    return { items, ...(last === undefined ? {} : { last }) };
  }),
);

export const say = component({}, (input: { text: string; fail?: boolean }): Promise<{ text: string; length: number }> =>
  recorded("say", input, () => {
    if (input.fail === true) throw new Error(`could not say ${input.text}`);
    return { text: input.text, length: input.text.length };
  }),
);

export const note = component({}, (input: { text: string }): Promise<void> => recorded("note", input, () => {}));

export const total = component({}, (input: { values: readonly number[] }): Promise<number> =>
  recorded("total", input, () => input.values.reduce((sum, value) => sum + value, 0)),
);

export const flaky = component({ retries: 2 }, (input: { until: number }): Promise<{ attempt: number }> =>
  recorded("flaky", { ...input, attempt: step.attempt }, () => {
    if (step.attempt < input.until) throw new Error(`attempt ${step.attempt} is too early`);
    return { attempt: step.attempt };
  }),
);

export const save = component({}, (input: { text: string }): Promise<{ data: Dataset; size: number }> =>
  recorded("save", input, () => ({
    data: Dataset.fromText(input.text, { metadata: { words: input.text.split(" ").length } }),
    size: input.text.length,
  })),
);

export const load = component({}, (input: { data: Dataset }): Promise<{ text: string }> =>
  recorded("load", {}, async () => ({ text: await input.data.text() })),
);

export const people = component({}, (input: { names: string[] }): Promise<{ people: { name: string; age: number }[] }> =>
  recorded("people", input, () => ({ people: input.names.map((name, index) => ({ name, age: 20 + index })) })),
);

export type Shape = { kind: "circle"; radius: number } | { kind: "square"; side: number; label?: string };

/** Values of each sort that a type has to be narrowed for. */
export const shape = component(
  {},
  (input: {
    kind: "circle" | "square";
    size: number;
  }): Promise<{ shape: Shape; id: string | number; deep?: { at: { x: number } | null } }> =>
    recorded("shape", input, () =>
      input.kind === "circle"
        ? { shape: { kind: "circle", radius: input.size }, id: `c${input.size}`, deep: { at: { x: input.size } } }
        : { shape: { kind: "square", side: input.size }, id: input.size, ...(input.size > 3 ? { deep: { at: null } } : {}) },
    ),
);

export const labels = component(
  {},
  (input: { names: string[] }): Promise<{ labels: Record<string, number>; pair: [string, number, boolean]; when: Date }> =>
    recorded("labels", input, () => ({
      labels: Object.fromEntries(input.names.map((name, index) => [name, index])),
      pair: [input.names.join(), input.names.length, true],
      when: new Date("2024-05-06T07:08:09.010Z"),
    })),
);

/** What the step's variables are; its arguments say nothing of them. */
export const surroundings = component({ env: { REGION: "eu" } }, (input: { of: string }): Promise<{ region: string; name: string }> =>
  recorded("surroundings", { ...input, region: process.env["REGION"], name: process.env["NAME"] }, () => ({
    region: process.env["REGION"] ?? "none",
    name: process.env["NAME"] ?? "none",
  })),
);
