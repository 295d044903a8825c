import { pipeline } from "dagwright";
import { call, note, count, submit } from "./steps.ts";
const STEPS = { upper: call, again: call } as const;
const PRE = [async (t: string) => (await call({ prompt: t })).text, async (t: string) => `${t}${(await count({ n: 2 }))}`] as const;
const HANDLERS: Record<"a" | "b", (x: string) => Promise<string>> = {
  a: async (x) => (await submit({ job: x })).id,
  b: async (x) => { await note({ text: x }); return "noted"; },
};
export const CASES = [{ kind: "a" }, { kind: "b" }];
export default pipeline("p12-records-of-steps", async ({ kind }: { kind: "a" | "b" }) => {
  let out: Record<string, string> = {};
  for (const [name, step] of Object.entries(STEPS)) {
    const { text } = await step({ prompt: name });
    out = { ...out, [name]: text };
  }
  let text = "start";
  for (const stage of PRE) text = await stage(text);
  const h = kind === "a" ? await HANDLERS.a(text) : await HANDLERS.b(text);
  return { out, text, h };
});
