import { pipeline } from "dagwright";
import { add, load, notify, report, type Row } from "../steps.ts";
import { clamp, ranks } from "./numbers.ts";

const PATTERNS = [/^a/u, /\d$/u];
const RULES = { name: /^\w+$/u, least: 2 };
const by = <K extends keyof Row>(key: K) => (a: Row, b: Row) => (a[key] < b[key] ? -1 : 1);
function isEven(n: number): boolean {
  return n === 0 ? true : isOdd(n - 1);
}
const isOdd = (n: number): boolean => n !== 0 && isEven(n - 1);

export default pipeline("main", async ({ table }: { table: string }) => {
  const { rows, count, name } = await load({ table });
  const least = count * 2;
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  function above(row: Row) {
    return row.score > least && PATTERNS.some((pattern) => pattern.test(row.name));
  }
  await report({ lines: rows.filter(above).toSorted(by("score")).map((row) => row.name) });
  await add({ a: factorial(count), b: factorial(5) });
  await add({ a: clamp(count), b: ranks.get(name) ?? RULES.least });
  // A name of the body, and of parameters further in.
  const row = async (x: number) => add({ a: x, b: 1 });
  await row(rows.map((row) => isEven(row.id)).length);
  await notify({ text: `${RULES.name.test(name)} ${isEven(count)} ${isEven(4)}` });
});
