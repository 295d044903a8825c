import { pipeline } from "dagwright";
import { events, note, call, type Event } from "./steps.ts";
export const CASES = [{ n: 4 }, { n: 1 }, { n: 0 }];
const assertNever = (x: never): never => { throw new Error(`unexpected ${JSON.stringify(x)}`); };
const describe = (e: Event): string => {
  switch (e.type) {
    case "click": return `click ${e.x},${e.y}`;
    case "key": return `key ${e.key}${e.mods?.length ?? 0}`;
    case "scroll": return `scroll ${e.delta}`;
    default: return assertNever(e);
  }
};
export default pipeline("p16-unions", async ({ n }: { n: number }) => {
  const { events: list } = await events({ n });
  const out = await Promise.all(list.map(async (e) => {
    if (e.type === "click" && e.x === 0) return { kind: "origin" as const };
    if ("key" in e) { const { text } = await call({ prompt: e.key }); return { kind: "key" as const, text }; }
    await note({ text: describe(e) });
    return { kind: "other" as const, description: describe(e) };
  }));
  const first = list[0];
  if (first === undefined) return { out, first: "none" };
  switch (first.type) {
    case "click": await note({ text: `c${first.x}` }); break;
    case "key": await note({ text: first.key }); break;
    case "scroll": break;
  }
  return { out: out.filter((o) => o.kind !== "other"), first: first.type };
});
