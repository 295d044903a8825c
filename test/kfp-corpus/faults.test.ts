/** Each fault has its answer: a case whose golden holds the error, or a program that means what it says. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compile, type CompiledPipeline } from "@dagwright/compiler";
import { hasErrors, renderDiagnostics } from "@dagwright/ir";
import type { Json } from "@dagwright/protocol";
import { argo } from "@dagwright/targets";
import { beforeAll, describe, expect, it } from "vitest";
import { root } from "../support/command.ts";
import { codeOf } from "../support/differential.ts";
import { golden } from "../support/golden.ts";
import { FAULTS, type Fault } from "./faults.ts";
import { observeInterpreter, observeLocalRunner, observePlainNode } from "./observe.ts";

const HERE = import.meta.dirname;
const CASES = ["packages/compiler/test/cases", "packages/targets/test/cases"];
const folderOf = (name: string): string =>
  CASES.map((folder) => join(folder, name)).find((folder) => existsSync(join(root, folder))) ?? expect.fail(`no case ${name}`);

/** The errors of a case: ours by code, TypeScript's by its own. */
function errorsOf(name: string): readonly string[] {
  const text = readFileSync(join(root, folderOf(name), "errors.txt"), "utf8");
  const own = [...text.matchAll(/^error\[(DW\d+)\]/gmu)].flatMap(([, code]) => (code === undefined || code === "DW0002" ? [] : [code]));
  const types = [...text.matchAll(/\((TS\d+)\)$/gmu)].flatMap(([, code]) => code ?? []);
  return [...new Set([...own, ...types])].toSorted();
}

it.each(FAULTS)("$of: $fault has an answer", ({ cases, program }) => {
  for (const name of cases) expect(errorsOf(name), name).not.toEqual([]);
  expect(cases.length > 0 || program !== undefined).toBe(true);
});

it("all cases of faults are answers to one", () => {
  const folder = join(root, "packages/compiler/test/cases");
  const named = FAULTS.map(({ cases, here }) => `${cases.join(" ")} ${here}`).join(" ");
  const there = readdirSync(folder).filter((name) => name.startsWith("fault-"));
  expect(there.filter((name) => !named.includes(name))).toEqual([]);
  const shown = FAULTS.flatMap(({ here }) => [...here.matchAll(/`(fault-[\w-]+)`/gu)].flatMap(([, name]) => name ?? []));
  for (const name of shown) expect(existsSync(join(folder, name, "ir.txt")), name).toBe(true);
});

const KEPT = [
  "it's",
  'a "quoted" word',
  "a backslash \\",
  "{{$.inputs.parameters['zzz']}}",
  "{{workflow.name}}",
  "{{=1 + 1}} $(HOME) $$",
  "5",
  "true",
  "null",
  "1e3",
  "'''+__import__('os').getcwd()+'''",
];

const PROGRAMS: Readonly<Record<NonNullable<Fault["program"]>, Json>> = {
  conditions: { notes: ["both hold", "a boolean by itself", "not, or"], sum: 4, half: 1.5 },
  environment: ["eu of ann", "eu of ANN"],
  "module-globals": "table.csv 54",
  texts: {
    kept: KEPT.map((text) => ({ text, type: "string" })),
    found: { text: "it's {{workflow.serviceAccountName}}", type: "string" },
    branch: "yes",
    page: `{{ header }} {{=sprig.env("HOME")}} {{inputs.parameters.text}}`,
  },
};

/** What Argo would expand, were it to meet it in a workflow. */
const USERS_TEMPLATES = /\{\{\s*(?:\$\.inputs|workflow\.(?:name|serviceAccountName)|=1 \+ 1|header|=sprig)|\$\(HOME\)/u;

describe.each(Object.entries(PROGRAMS).map(([name, output]) => ({ name, output })))("the program $name", ({ name, output }) => {
  const file = join(HERE, "faults", `${name}.ts`);
  let pipeline: CompiledPipeline;
  beforeAll(async () => {
    const { pipelines, diagnostics, frontend } = await compile({ entries: [file] });
    if (hasErrors(diagnostics)) throw new Error(renderDiagnostics(diagnostics, (source) => frontend.sourceText(source)));
    pipeline = pipelines[0] ?? expect.fail(`${name} declares no pipeline`);
  });

  it("means what it says, in plain Node, in the interpreter and in processes", async () => {
    expect(await observePlainNode(file, {})).toMatchObject({ status: "succeeded", output });
    expect(await observeInterpreter(pipeline, {})).toMatchObject({ status: "succeeded", output });
    expect(await observeLocalRunner(pipeline, {})).toMatchObject({ status: "succeeded", output });
  });

  it("leaves nothing of it in a workflow that Argo would expand", () => {
    const { files, diagnostics } = argo.lower(pipeline.document, codeOf(pipeline), {});
    expect(diagnostics).toEqual([]);
    expect(KEPT.filter((text) => USERS_TEMPLATES.test(text))).toHaveLength(3);
    for (const { text } of files) expect(USERS_TEMPLATES.exec(text)?.[0]).toBeUndefined();
  });
});

it("faults.md lists them", async () => {
  const rows = FAULTS.map(({ of, fault, there, cases, program, here }) => {
    const links = cases.map((name) => `[${name}](../../${folderOf(name)}): ${errorsOf(name).join(" ")}`);
    const runs = program === undefined ? [] : [`[faults/${program}.ts](faults/${program}.ts) runs`];
    return [of, fault, there, here, [...links, ...runs].join("<br>")];
  });
  const headings = ["of", "fault", "there", "here", "shown by"];
  const table = [headings, headings.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  await golden(join(HERE, "faults.md"), `${INTRODUCTION}\n\n${table}\n`);
});

const INTRODUCTION = `# Faults that others let through

What the compilers of Kubeflow Pipelines and Hera were measured to accept although it is wrong, or to refuse although it is meant well; and
what stands in its way here: a located error, an error of TypeScript (TS…), or a program that means what it says. \`faults.test.ts\` makes this page.`;
