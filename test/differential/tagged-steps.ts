/** Recording components for generated programs: each call says where in the source it stands and whether it fails. */
import { component } from "dagwright";

const record = (name: string, input: { readonly tag: string; readonly fail?: boolean }): void => {
  console.log(`CALL ${JSON.stringify({ name, args: input })}`);
  if (input.fail === true) throw new Error(`${name} ${input.tag} failed`);
};

/** Small sums, so that conditions over them go either way. */
export const add = component({}, async (input: { tag: string; a: number; b: number; fail?: boolean }): Promise<{ sum: number }> => {
  record("add", input);
  return { sum: (input.a + input.b) % 17 };
});

/** At most three items, so that fan-outs in fan-outs stay small; none now and then. */
export const range = component(
  {},
  async (input: { tag: string; n: number; fail?: boolean }): Promise<{ items: number[]; last?: number }> => {
    record("range", input);
    const items = Array.from({ length: Math.abs(input.n) % 4 }, (_, index) => index + 1);
    const last = items.at(-1);
    return { items, ...(last === undefined ? {} : { last }) };
  },
);

export const say = component({}, async (input: { tag: string; text: string; fail?: boolean }): Promise<{ text: string; size: number }> => {
  record("say", input);
  return { text: input.text.slice(0, 12), size: input.text.length };
});

export const note = component({}, async (input: { tag: string; text: string; fail?: boolean }): Promise<void> => {
  record("note", input);
});

export const flag = component({}, async (input: { tag: string; x: number }): Promise<boolean> => {
  record("flag", input);
  return input.x % 2 === 0;
});
