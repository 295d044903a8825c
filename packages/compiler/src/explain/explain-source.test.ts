import { join } from "node:path";
import { explain, type Explanation } from "@dagwright/ir";
import { expect, test } from "vitest";
import { createProject } from "../../test/project.ts";
import { compile } from "../compile.ts";

const STEPS = `import { component, pipeline } from "dagwright";
export const load = component({}, async (input: { table: string }): Promise<{ rows: number[]; count: number }> => ({ rows: [], count: input.table.length }));
export const score = component({}, async (input: { x: number }): Promise<number> => input.x);
export const notify = component({}, async (input: { text: string }): Promise<void> => void input);
`;

/** One line for each thing that is explained: what stands there, and the reason. */
async function explained(body: string, before = ""): Promise<readonly string[]> {
  const text = `${STEPS}${before}
export default pipeline("main", async ({ table, least = LEAST }: { table: string; least?: number }) => {
${body}
});
const LEAST = 2;
const SEEDS = [1, 2];
`;
  const root = createProject({ "pipeline.ts": text });
  const sources = new Map<string, readonly Explanation[]>();
  const { pipelines, diagnostics } = await compile({
    entries: [join(root, "pipeline.ts")],
    readWrapper: () => ({ diagnostics: [] }),
    onExplained: (name, explanations) => void sources.set(name, explanations),
  });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const [pipeline] = pipelines;
  const main = pipeline?.document.pipelines["main"];
  if (pipeline === undefined || main === undefined) throw new Error("nothing was compiled");
  const lines = text.split("\n");
  const textOf = ({ span: { start, end } }: Explanation): string =>
    start[0] === end[0] ? (lines[start[0] - 1] ?? "").slice(start[1] - 1, end[1] - 1) : (lines[start[0] - 1] ?? "").slice(start[1] - 1);
  return explain(pipeline.document, main, sources.get("main")).map((one) => `${one.kind} ${textOf(one)} -- ${one.reason}`);
}

const STEP = "a process or pod of its own, of component";

test("constants, references and expressions of the graph are told where they stand", async () => {
  expect(
    await explained(`  const { count } = await load({ table });
  await score({ x: SEEDS[0] ?? 0 });
  await notify({ text: \`\${count} of \${least}\` });`),
  ).toEqual([
    "constant LEAST -- folded while compiling: `2`",
    `step load({ table }) -- \`load\`: ${STEP} load`,
    "reference table -- handed on as it is: `input.table`",
    `step score({ x: SEEDS[0] ?? 0 }) -- \`score\`: ${STEP} score`,
    'constant { x: SEEDS[0] ?? 0 } -- folded while compiling: `{"x":1}`',
    `step notify({ text: \`\${count} of \${least}\` }) -- \`notify\`: ${STEP} notify`,
    "expression `${count} of ${least}` -- the target evaluates it where it is read: `${load.count} of ${input.least}`",
  ]);
});

test("what is unrolled is told once, with what differs between the copies", async () => {
  expect(
    await explained(`  for (const seed of SEEDS) await score({ x: seed });
  await Promise.all(SEEDS.map(async (seed) => score({ x: seed })));`),
  ).toEqual([
    "constant LEAST -- folded while compiling: `2`",
    "unrolled for (const seed of SEEDS) await score({ x: seed }); -- a copy of the body for each turn: the turns are known while compiling",
    "constant SEEDS -- folded while compiling: `[1,2]`",
    `step score({ x: seed }) -- \`score\` and \`score-2\` (2 copies): each ${STEP} score`,
    'constant { x: seed } -- folded while compiling: `{"x":1}`, and 1 more in other copies',
    "parallel SEEDS.map(async (seed) => score({ x: seed })) -- `group`: 2 members side by side",
    "unrolled SEEDS.map(async (seed) => score({ x: seed })) -- 2 copies: the items are known while compiling",
    "constant SEEDS -- folded while compiling: `[1,2]`",
    `step score({ x: seed }) -- \`score-3\` and \`score-4\` (2 copies): each ${STEP} score`,
    'constant { x: seed } -- folded while compiling: `{"x":1}`, and 1 more in other copies',
  ]);
});

test("helpers are called while compiling, read through, or left to glue", async () => {
  const lines = await explained(
    `  const { rows, count } = await load({ table });
  await score({ x: double(2) });
  await score({ x: double(count) });
  await score({ x: total(rows) });
  return await twice(count);`,
    `const double = (n: number): number => n * 2;
function total(xs: readonly number[]): number {
  let sum = 0;
  for (const x of xs) sum += x;
  return sum;
}
const twice = async (x: number): Promise<number> => score({ x: await score({ x }) });`,
  );
  expect(lines).toContain('constant { x: double(2) } -- folded while compiling: `{"x":4}`');
  expect(lines).toContain("helper double(count) -- read through: it comes to `load.count * 2`");
  expect(lines).toContain("expression n * 2 -- the target evaluates it where it is read: `load.count * 2`");
  expect(lines).toContain(
    "glue total(rows) -- evaluated in `score-3`, whose argument it is: in the process of that step, before its function is called",
  );
  expect(lines).toContain("helper twice(count) -- read in place: its steps are steps of this pipeline");
  expect(lines.filter((line) => line.startsWith("step score({ x")).length).toBe(5);
  // The loop in `total` is glue's own.
  expect(lines.filter((line) => line.includes("sum"))).toEqual([]);
});

test("what is in no graph says so", async () => {
  const lines = await explained(`  const { rows } = await load({ table });
  console.log("loaded", rows.length);
  const unread = rows.map((x) => x + 1);
  if (LEAST > 5) await notify({ text: "never" });
  const ids = new Set(rows);
  await score({ x: ids.size });`);
  expect(lines).toContain('dropped console.log("loaded", rows.length) -- the body runs while compiling: a step can log, the graph cannot');
  expect(lines).toContain("dropped rows.map((x) => x + 1) -- nothing in the graph reads it");
  expect(lines).toContain('dropped await notify({ text: "never" }); -- never runs: `LEAST > 5` is false while compiling');
  expect(lines).toContain("glue new Set(rows) -- evaluated in the glue that reads it: it has no form in which it could be handed on");
  expect(lines.filter((line) => line.startsWith("step notify"))).toEqual([]);
});

test("a loop that starts no step is one piece of glue", async () => {
  const lines = await explained(`  const { rows } = await load({ table });
  let sum = 0;
  const seen = new Set<number>();
  for (const x of rows) { if (!seen.has(x)) sum += x; seen.add(x); }
  const unread: number[] = [];
  for (const x of rows) unread.push(x);
  const later = new Set<number>();
  for (const x of rows) later.add(x);
  await score({ x: sum });
  await notify({ text: [...later].join() });
  if (sum > least) await notify({ text: "much" });`);
  expect(lines.filter((line) => line.includes(" for ("))).toEqual([
    "glue for (const x of rows) { if (!seen.has(x)) sum += x; seen.add(x); } -- evaluated in `score`, whose argument it is: in the process of that step, before its function is called; also evaluated in `load`, as an output more: all that it reads comes from there, and who reads it (the condition of `if`) evaluates no TypeScript",
    "dropped for (const x of rows) unread.push(x); -- nothing in the graph reads what it leaves",
    "glue for (const x of rows) later.add(x); -- evaluated in the glue that reads it: what it leaves has no form in which it could be handed on",
  ]);
});

test("awaits in glue are steps, and what they are given is told", async () => {
  const lines = await explained(`  await notify({ text: (await load({ table })).rows.join() });`);
  expect(lines).toContain("reference table -- handed on as it is: `input.table`");
  expect(lines.filter((line) => line.startsWith("glue"))).toHaveLength(1);
});

test("nothing is traced for those who do not ask", async () => {
  const root = createProject({
    "pipeline.ts": `${STEPS}export default pipeline("main", async ({ table }: { table: string }) => { await load({ table }); });\n`,
  });
  const options = { entries: [join(root, "pipeline.ts")], readWrapper: () => ({ diagnostics: [] }) };
  const asked: string[] = [];
  const [plain, told] = [await compile(options), await compile({ ...options, onExplained: (name) => void asked.push(name) })];
  expect(asked).toEqual(["main"]);
  expect(told.pipelines).toEqual(plain.pipelines);
});
