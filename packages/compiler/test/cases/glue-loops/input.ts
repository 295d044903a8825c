import { pipeline } from "dagwright";
import { check, load, notify, report, scan, score } from "../steps.ts";

interface Tally {
  count: number;
  names: string[];
}

const LEAST = 3;
const isGood = (x: number): boolean => x >= LEAST;

export default pipeline("main", async ({ table, most = 10 }: { table: string; most?: number }) => {
  const { rows } = await load({ table });

  // A set of the body's own; two variables come out as one record, the set is made again where glue reads it.
  const seen = new Set<string>();
  let total = 0;
  const kept: string[] = [];
  for (const row of rows) {
    if (!isGood(row.score)) continue;
    if (seen.has(row.name)) continue;
    seen.add(row.name);
    kept.push(row.name);
    total += row.score;
  }
  await report({ lines: kept, total });
  await notify({ text: `${seen.size} names` });

  // Goes on with what the first has left.
  for (const row of rows) {
    if (seen.has(row.name)) continue;
    kept.push(row.name);
  }
  kept.push("end");
  await report({ lines: kept });

  // No bound is needed, and nested loops, `switch` and `try` are part of it.
  let turns = 0;
  let rest = total;
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
  const groups: Record<string, Tally> = {};
  for (let i = 0; i < rows.length; i++) {
    for (const letter of rows[i].name) {
      const tally = (groups[letter] ??= { count: 0, names: [] });
      tally.count++;
      tally.names.push(rows[i].name);
    }
  }
  const parsed: number[] = [];
  for (const name of kept) {
    try {
      parsed.push(Number(JSON.parse(name)));
    } catch (error) {
      if (!(error instanceof SyntaxError)) parsed.push(-1);
    }
  }
  // Read by a condition: a step of its own, as a container could not evaluate it either.
  if (turns > most) await scan({ text: String(turns) });
  await notify({ text: Object.keys(groups).join() });

  // Leaves the body; a function of the body is called, which changes a variable.
  let misses = 0;
  const miss = (): void => {
    misses += 1;
  };
  for (const row of await Promise.all(rows.map((row) => score({ x: row.score })))) {
    if (row.verdict === "ship") return { best: row.value, parsed, misses };
    miss();
  }
  // In a loop that starts steps, what is changed is handed on from turn to turn.
  const counts: Record<string, number> = {};
  for (const row of rows) {
    const ok = await check({ name: row.name });
    for (const letter of row.name) if (ok) counts[letter] = (counts[letter] ?? 0) + 1;
  }
  // What is called for each item is such a loop, too.
  rows.forEach(({ name }, index) => {
    if (index > 2) return;
    counts[name] = index;
    misses += 1;
  });
  // A `throw` fails where it stands.
  for (const [letter, count] of Object.entries(counts)) if (count > most) throw new Error(`too many ${letter}`);
  return { best: undefined, parsed, misses };
});
