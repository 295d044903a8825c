import { artifactType, parallelMap, pipeline } from "dagwright";
import { add, load, numbers, report, score } from "../steps.ts";

export default pipeline("main", async ({ table, tags }: { table: string; tags: string[] }) => {
  const xs = await numbers({ upTo: 3 });
  await parallelMap(xs, JSON.parse as unknown as (x: number) => Promise<number>, { concurrency: 2 });
  const Report = artifactType("Report");
  const mixed = [...tags, ...(await Promise.all([score({ x: 1 }), ...xs.map((x) => score({ x }))])).map((one) => one.verdict)];
  const lists = [...tags, score({ x: 1 })];
  await add(...([{ a: 1, b: 2 }] as const));
  const steps = { score, load };
  await (table as unknown as typeof score)({ x: 1 });
  await steps.score({ x: 1 });
  await score.call(undefined, { x: 2 });
  other = 1;
  await report({ lines: [...mixed, String(Report), String(lists.length)] });
});

let other = 0;
export const read = () => other;
