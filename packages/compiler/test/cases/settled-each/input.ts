import { pipeline, StepError } from "dagwright";
import { add, load, numbers, report } from "../steps.ts";

const SEEDS = [1, 2, 3];

export default pipeline("main", async ({ table }: { table: string }) => {
  const { rows } = await load({ table });
  const scored = await Promise.allSettled(rows.map(async (row) => add({ a: row.id, b: row.score })));
  const seeds = await Promise.allSettled(SEEDS.map((seed) => numbers({ upTo: seed })));
  const good = scored.filter((result) => result.status === "fulfilled").map((result) => result.value);
  const bad = scored
    .filter((result) => result.status === "rejected")
    .map(({ reason }) => (reason instanceof Error ? reason.message : String(reason)));
  const timeouts = scored.filter(
    (result) => result.status === "rejected" && result.reason instanceof StepError && result.reason.kind === "timeout",
  ).length;
  await report({ lines: bad, total: timeouts });
  return { good, seeds: seeds.map((seed) => (seed.status === "fulfilled" ? seed.value.length : 0)) };
});
