/** The most demanding golden pipelines of Kubeflow Pipelines, answered by pipelines of our own: one folder each, one table of what became of them. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { compile, openFrontend, type CompiledPipeline, type Frontend } from "@dagwright/compiler";
import { hasErrors, regionsIn, renderDiagnostics, verify, type Region } from "@dagwright/ir";
import type { JsonObject } from "@dagwright/protocol";
import { argo } from "@dagwright/targets";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOf } from "../support/differential.ts";
import { golden } from "../support/golden.ts";
import { CORPUS, type Entry } from "./corpus.ts";
import { observeInterpreter, observeLocalRunner, observePlainNode, type Observation } from "./observe.ts";

const HERE = import.meta.dirname;
const fileOf = ({ folder }: Entry): string => join(HERE, folder, "pipeline.ts");

const buckets = mkdtempSync(join(tmpdir(), "dagwright-kfp-bucket-"));
afterAll(() => rmSync(buckets, { recursive: true, force: true }));
writeFileSync(join(buckets, "table.csv"), "a,b\n1,2\n3,4\n\n");

let project: Frontend;
const compiled = new Map<string, CompiledPipeline>();
const compiledOf = ({ folder }: Entry): CompiledPipeline => compiled.get(folder) ?? expect.fail(`${folder} was not compiled`);
const observed = new Map<string, Observation>();

beforeAll(async () => {
  project = openFrontend({ entries: CORPUS.map(fileOf) });
  for (const entry of CORPUS) compiled.set(entry.folder, await compileAlone(entry));
});

describe("the corpus", () => {
  it("is what lies in this folder, and passes the type checker as one project", () => {
    expect(readdirSync(HERE).filter((name) => existsSync(join(HERE, name, "pipeline.ts")))).toEqual(CORPUS.map(({ folder }) => folder));
    expect(CORPUS).toHaveLength(25);
    expect(renderDiagnostics(project.typeErrors(), (file) => project.sourceText(file))).toBe("");
  });
});

describe.each(CORPUS.map((entry) => ({ name: entry.folder, entry })))("$name", ({ entry }) => {
  it("compiles to a document that proves right", () => {
    const { document } = compiledOf(entry);
    expect(verify(document)).toEqual([]);
  });

  it("lowers to a workflow that Argo has room for, or is refused as expected", () => {
    const pipeline = compiledOf(entry);
    const { files, diagnostics } = argo.lower(pipeline.document, codeOf(pipeline), {});
    const codes = [...new Set(diagnostics.map(({ code }) => code))].toSorted();
    const said = renderDiagnostics(diagnostics, (file) => project.sourceText(file));
    expect(codes, said).toEqual(entry.refusedByArgo ?? []);
    if (codes.length === 0) expect(files.map(({ text }) => text).join("")).toContain("kind: Workflow");
  });

  it("does the same in plain Node, in the interpreter and in processes, and what is expected of it", async () => {
    const inputs = inputsOf(entry);
    const plain = await observePlainNode(fileOf(entry), inputs);
    expect(countOf(plain.steps)).toEqual(entry.calls);
    if ("failure" in entry.outcome) expect(plain).toMatchObject({ status: "failed", failure: entry.outcome.failure });
    else expect(plain).toMatchObject({ status: "succeeded", output: entry.outcome.output });

    const pipeline = compiledOf(entry);
    expect(await observeInterpreter(pipeline, inputs)).toEqual(plain);
    const { calls: _, ...seen } = plain;
    expect(await observeLocalRunner(pipeline, inputs)).toEqual(seen);
    observed.set(entry.folder, plain);
  });
});

it("README.md says what became of each", async () => {
  expect(CORPUS.filter(({ folder }) => !observed.has(folder)).map(({ folder }) => folder)).toEqual([]);
  const rows = CORPUS.map((entry) => {
    const { kfp, exercises } = headerOf(entry);
    const runs = observed.get(entry.folder)?.status === "failed" ? "yes, and fails as it shall" : "yes";
    const lowers = entry.refusedByArgo === undefined ? "yes" : `no (${entry.refusedByArgo.join(", ")})`;
    const link = `[${entry.folder}](${entry.folder}/pipeline.ts)`;
    const lines = `${linesOf(entry)} / ${entry.pythonLines ?? "–"}`;
    return [link, kfp, exercises, lines, String(stepsIn(compiledOf(entry))), "yes", runs, lowers, entry.note];
  });
  const table = [HEADINGS, HEADINGS.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  const count = (column: number): number => rows.filter((row) => row[column]?.startsWith("yes") === true).length;
  const summary = `Of ${rows.length}: ${count(5)} compile, ${count(6)} run here the same in plain Node, in the interpreter and in processes, ${count(7)} become an Argo workflow.`;
  await golden(join(HERE, "README.md"), `${INTRODUCTION}\n\n${summary}\n\n${table}\n`);
});

const HEADINGS = [
  "pipeline",
  "of KFP",
  "exercises",
  "lines of TypeScript / of Python",
  "steps in the IR",
  "compiles",
  "runs here",
  "Argo (offline)",
  "what differs",
];

const INTRODUCTION = `# Twenty-five pipelines of Kubeflow Pipelines

The most demanding of KFP's own golden pipelines, each answered by a pipeline of ours that exercises the same. They are new programs, with
words of their own; containers have typed fakes, so that they run without an engine, a GPU or a cloud. Lines are of code, without comments.
A dash stands where KFP's Python was not to be had and its compiled file was read instead. \`corpus.test.ts\` makes this page: \`vitest -u\` writes it.`;

/** The project without the other pipelines: a document is of one. */
async function compileAlone(entry: Entry): Promise<CompiledPipeline> {
  const isOwn = (file: string | undefined): boolean => file?.includes(`${entry.folder}/`) === true;
  const frontend: Frontend = {
    ...project,
    entries: project.entries.filter(isOwn),
    typeErrors: () => [],
    declarations: () => project.declarations().filter(({ file }) => isOwn(file)),
    misplacedDeclarations: () => project.misplacedDeclarations().filter(({ span }) => isOwn(span.file)),
  };
  const { pipelines, diagnostics } = await compile({ entries: [fileOf(entry)], frontend });
  if (hasErrors(diagnostics)) throw new Error(renderDiagnostics(diagnostics, (file) => project.sourceText(file)));
  return pipelines.at(-1) ?? expect.fail(`${entry.folder} declares no pipeline`);
}

function inputsOf({ inputs = {}, bucket }: Entry): JsonObject {
  if (bucket === undefined) return inputs;
  const address = pathToFileURL(`${buckets}/`).href;
  return { ...inputs, [bucket]: bucket === "uri" ? new URL("table.csv", address).href : address };
}

function countOf(steps: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const step of steps) {
    const [name = ""] = step.split(" ");
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

function headerOf(entry: Entry): { readonly kfp: string; readonly exercises: string } {
  const [, kfp, exercises] = /^\/\/ KFP: (\S+)\n\/\/ Exercises: (.+)\n/u.exec(readFileSync(fileOf(entry), "utf8")) ?? [];
  return kfp === undefined || exercises === undefined ? expect.fail(`${entry.folder} does not say what it answers`) : { kfp, exercises };
}

/** Neither blank nor a comment. */
const linesOf = (entry: Entry): number =>
  readFileSync(fileOf(entry), "utf8")
    .split("\n")
    .filter((line) => !/^\s*(?:$|\/\/|\/?\*)/u.test(line)).length;

const stepsIn = ({ document }: CompiledPipeline): number =>
  Object.values(document.pipelines).reduce((sum, { body }) => sum + tasksIn(body), 0);

const tasksIn = ({ nodes }: Region): number =>
  nodes.reduce((sum, node) => regionsIn(node).reduce((inner, region) => inner + tasksIn(region), sum + (node.kind === "task" ? 1 : 0)), 0);
