/** Loops that start no step run as code between steps. */
import { pipeline } from "dagwright";
import { add, note, range, total } from "../steps.ts";

interface Group {
  count: number;
  items: number[];
}

const isOdd = (item: number): boolean => item % 2 === 1;

/** Leaves in the middle of a loop. */
async function firstAbove(items: readonly number[], least: number): Promise<number | undefined> {
  for (const item of items) if (item > least) return item;
  await note({ text: `nothing above ${least}` });
  return undefined;
}

async function labelOf(items: readonly number[]): Promise<string> {
  for (const [index, item] of items.entries()) {
    if (item === 4) return `four is the ${index + 1}th`;
  }
  await note({ text: "no four" });
  return "none";
}

export default pipeline("loops-without-steps", async () => {
  const { items } = await range({ n: 6 });

  const seen = new Set<number>();
  const odd: number[] = [];
  let sum = 0;
  for (const item of [...items, ...items]) {
    if (seen.has(item)) continue;
    seen.add(item);
    if (isOdd(item)) odd.push(item);
    sum += item;
  }
  await note({ text: `${seen.size} numbers, ${sum} together` });
  // Both go on: the set, and the list beside it.
  for (const item of items) {
    seen.delete(item);
    if (seen.size < 3) odd.push(item * 100);
  }
  for (const item of odd) seen.add(item);
  odd.push(7);
  await total({ values: odd });
  await note({ text: [...seen].join() });

  let turns = 0;
  let rest = sum;
  while (rest > 1) {
    switch (rest % 2) {
      case 0:
        rest = rest / 2;
        break;
      default:
        rest = 3 * rest + 1;
    }
    turns++;
  }
  do turns += 1000;
  while (turns < 3000);

  const groups: Record<string, Group> = {};
  for (let i = 0; i < items.length; i++) {
    const item = items[i] ?? 0;
    for (const digit of String(item * 7)) {
      const group = (groups[digit] ??= { count: 0, items: [] });
      group.count++;
      group.items.push(item);
    }
  }
  const bad: string[] = [];
  for (const text of ["1", "{", "[2]"]) {
    try {
      JSON.parse(text);
    } catch (error) {
      bad.push(`${text} ${error instanceof SyntaxError}`);
    }
  }

  let misses = 0;
  const miss = (): void => {
    misses += 1;
  };
  for (const { sum: double } of await Promise.all(items.map((item) => add({ a: item, b: item })))) {
    if (double > 9) break;
    miss();
  }

  // The loop around starts steps and hands on what this one changes.
  const counts: Record<string, number> = { total: 0 };
  for (const item of items) {
    const { sum: more } = await add({ a: item, b: 10 });
    for (const digit of String(more)) counts[digit] = (counts[digit] ?? 0) + 1;
    if (more > 14) break;
  }

  let caught = "";
  try {
    for (const item of items) if (item > turns) throw new Error(`${item} is too much`);
    for (const item of items) if (item > 5) throw new Error(`${item} is more than 5`);
    await note({ text: "never" });
  } catch (error) {
    caught = error instanceof Error ? error.message : "";
  }
  await note({ text: caught });
  return {
    turns,
    groups,
    bad,
    misses,
    counts,
    caught,
    seen: seen.size,
    above: [(await firstAbove(items, 3)) ?? -1, (await firstAbove(items, 9)) ?? -1],
    labels: [await labelOf(items), await labelOf(odd)],
  };
});
