import { pipeline } from "dagwright";
import { load, notify, report, score } from "../steps.ts";

const stamp = (text: string): string => `${text} at ${Date.now()}`;

export default pipeline("main", async ({ table }: { table: string }) => {
  const { rows } = await load({ table });
  // A loop is glue as a whole, and may do no more than glue may.
  const lines: string[] = [];
  for (const row of rows) {
    if (Math.random() < 0.5) continue;
    lines.push(stamp(row.name));
  }
  let wait = 0;
  while (Date.now() < wait) wait += 1;

  // Not the body's own.
  for (const row of rows) row.score += 1;
  const same = rows;
  for (const row of rows) same.push(row);
  // Another variable holds the same.
  const seen = new Set<string>();
  const known = seen;
  for (const row of rows) seen.add(row.name);
  const first: string[] = [];
  let latest = first;
  for (const row of rows) {
    latest.push(row.name);
    latest = [...latest];
  }
  const counts: Record<string, number> = {};
  const state = { counts };
  for (const row of rows) counts[row.name] = 1;

  // Beside others, and where a loop would have to hand on what has no form.
  const names = new Set<string>();
  let total = 0;
  await Promise.all(
    rows.map(async (row) => {
      const { value } = await score({ x: row.score });
      for (let i = 0; i < value; i++) total += 1;
    }),
  );
  for (const row of rows) {
    const { verdict } = await score({ x: row.score });
    for (const letter of verdict) names.add(letter);
  }

  // What a loop had done before it threw is not known.
  let done = 0;
  let safe = 0;
  try {
    for (const row of rows) safe += row.score;
    for (const row of rows) {
      done += 1;
      if (row.score > 9) throw new Error(row.name);
    }
    for (const row of rows) done += Number(JSON.parse(row.name));
    await score({ x: done });
  } catch {
    await score({ x: safe });
    await score({ x: done });
  }

  // What is started is no value.
  const started = score({ x: 1 });
  let text = "";
  for (const row of rows) text += `${row.name} ${started}`;
  outer: for (const row of rows) for (const letter of row.name) if (letter === "x") continue outer;
  await notify({ text });
  await report({ lines: [...lines, ...first, ...known, ...names], total: total + (state.counts["a"] ?? 0) });
});
