/** What is absent stays absent through three pipelines that call each other, and a default stands where it is declared. */
import { pipeline } from "dagwright";
import { add, range, say } from "../steps.ts";

export const inner = pipeline("inner", async ({ label, n = 3 }: { label?: string; n?: number }) => {
  const { text } = await say({ text: `${label ?? "no label"} ${n}` });
  return { text, ...(n > 3 ? { large: n } : {}) };
});

export const middle = pipeline("middle", async ({ label, n }: { label?: string; n?: number }) => {
  const first = await inner({ ...(label === undefined ? {} : { label }), ...(n === undefined ? {} : { n }) });
  const { sum } = await add({ a: first.large ?? -1, b: n ?? 100 });
  return { text: first.text, sum };
});

export default pipeline("nested-optional-inputs", async ({ title }: { title?: string }) => {
  const { last } = await range({ n: 0 });
  const absent = await middle({ ...(title === undefined ? {} : { label: title }), ...(last === undefined ? {} : { n: last }) });
  const given = await middle({ label: "given", n: 7 });
  return { absent, given };
});
