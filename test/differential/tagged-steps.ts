/** Recording components for generated programs: each call says where in the source it stands and whether it fails. */
import { component, pipeline, step } from "dagwright";

interface Tagged {
  readonly tag: string;
  readonly fail?: boolean;
}

/** In a process it says what it is called with; where `support/schedule.ts` has put itself, that is told, and says when the call may go on. */
async function record(name: string, input: Tagged): Promise<void> {
  const call = JSON.stringify({ name, args: input });
  const pace: unknown = Reflect.get(globalThis, Symbol.for("dagwright.test.pace"));
  if (typeof pace === "function") await Reflect.apply(pace, undefined, [call]);
  else console.log(`CALL ${call}`);
  if (input.fail === true) throw new Error(`${name} ${input.tag} failed`);
}

/** Small sums, so that conditions over them go either way. */
export const add = component({}, async (input: { tag: string; a: number; b: number; fail?: boolean }): Promise<{ sum: number }> => {
  await record("add", input);
  return { sum: (input.a + input.b) % 17 };
});

/** At most three items, so that fan-outs in fan-outs stay small; none now and then. */
export const range = component(
  {},
  async (input: { tag: string; n: number; fail?: boolean }): Promise<{ items: number[]; last?: number }> => {
    await record("range", input);
    const items = Array.from({ length: Math.abs(input.n) % 4 }, (_, index) => index + 1);
    const last = items.at(-1);
    return { items, ...(last === undefined ? {} : { last }) };
  },
);

export const say = component({}, async (input: { tag: string; text: string; fail?: boolean }): Promise<{ text: string; size: number }> => {
  await record("say", input);
  return { text: input.text.slice(0, 12), size: input.text.length };
});

export const note = component({}, async (input: { tag: string; text: string; fail?: boolean }): Promise<void> => {
  await record("note", input);
});

export const flag = component({}, async (input: { tag: string; x: number; fail?: boolean }): Promise<boolean> => {
  await record("flag", input);
  return input.x % 2 === 0;
});

export interface Packed {
  a: number;
  b?: string;
  inner: { k: number } | null;
}

/** Something of each sort: what is optional is absent, and what may be null is null, for every other number. */
export const pack = component({}, async (input: { tag: string; a: number; fail?: boolean }): Promise<Packed> => {
  await record("pack", input);
  const a = Math.abs(input.a);
  return { a, inner: a % 2 === 0 ? { k: a % 5 } : null, ...(a % 3 === 0 ? {} : { b: "b".repeat(a % 3) }) };
});

/** Fails as often as it is told to, and is tried twice. */
export const flaky = component({ retries: 1 }, async (input: { tag: string; failures: number }): Promise<{ sum: number }> => {
  await record("flaky", { ...input, fail: step.attempt <= input.failures });
  return { sum: step.attempt };
});

/** A pipeline that programs call: it may fail, and end early. */
export const helper = pipeline("helper", async ({ tag, x, y = 3 }: { tag: string; x: number; y?: number }): Promise<number> => {
  const { sum } = await add({ tag: `${tag}/add`, a: x, b: 1, fail: x > 12 });
  if (sum > 5) return 5;
  await note({ tag: `${tag}/note`, text: `${sum} ${y}` });
  return sum + y;
});

/** An ordinary function over steps: its calls belong to the pipeline that calls it. */
export async function bounded(tag: string, start: number, limit = 10): Promise<number> {
  const { sum } = await add({ tag: `${tag}/add`, a: start, b: 2, fail: start > 12 });
  if (sum > limit) return limit;
  await note({ tag: `${tag}/note`, text: `${sum} of ${limit}` });
  return sum;
}
