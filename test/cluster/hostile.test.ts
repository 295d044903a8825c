import { createHash } from "node:crypto";
import { join } from "node:path";
import { compile } from "@dagwright/compiler";
import { renderDiagnostics, type Document } from "@dagwright/ir";
import type { Json } from "@dagwright/protocol";
import { argo } from "@dagwright/targets";
import { afterAll, beforeAll, expect, it } from "vitest";
import { codeOf } from "../support/differential.ts";
import { messageOf } from "./answering.ts";
import { createWorkflow, deleteWorkflow, describeNodes, endSuspended, finished, logsOf, outputOf, type FinishedWorkflow } from "./argo.ts";
import { countingFor } from "./counts.ts";
import { hostileTexts, printable, withoutNul } from "./hostile/payloads.ts";

const SEED = Number(process.env["DAGWRIGHT_SEED"] ?? 20_261_124);
const texts = hostileTexts(SEED, 500);
let used = 0;
const take = (count: number): string[] => texts.slice(used, (used += count));

const first = take(150);
const second = take(150);
const files = take(90);
const items = take(20);
const constant = take(48).map(withoutNul);
const told = take(4).map(withoutNul);
const questions = take(12);
const reasons = take(12).map(printable);
const notes = take(12).map(printable);
const long = take(2);

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);
const digests = (of: readonly string[]): readonly string[] => of.map(digestOf);

let tellCounts = (): void => {};
beforeAll(() => void (tellCounts = countingFor(`${used} hostile texts (seed ${SEED})`)));
afterAll(() => tellCounts());

/** The texts as defaults of the inputs and as variables of the component that looks at its own. */
function withTexts(document: Document): Document {
  const defaults: Readonly<Record<string, Json>> = { first, second, long, items, files, told, questions };
  const { hostile, ...others } = document.pipelines;
  const { variables, ...components } = document.components;
  if (hostile === undefined || variables === undefined) throw new Error("the program lost its pipeline or its component");
  const inputs = Object.entries(hostile.inputs).map(([name, input]) => [name, { ...input, default: defaults[name] ?? null }] as const);
  const env = constant.map((text, index) => [`HOSTILE_${index}`, { kind: "text", text }] as const);
  return {
    ...document,
    pipelines: { ...others, hostile: { ...hostile, inputs: Object.fromEntries(inputs) } },
    components: { ...components, variables: { ...variables, config: { ...variables.config, env: Object.fromEntries(env) } } },
  };
}

/** Answers each question with a text as the reason and one as the note, and writes down what was asked. */
function answering(asked: string[]): (workflow: FinishedWorkflow) => Promise<void> {
  const answered = new Set<string>();
  return async ({ name, nodes }) => {
    for (const node of nodes) {
      const message = node.type === "Suspend" && node.phase === "Running" ? messageOf(node) : undefined;
      if (message === undefined || answered.has(node.id)) continue;
      answered.add(node.id);
      asked.push(message);
      const at = questions.indexOf(message);
      const given = { reason: reasons[at] ?? "an unknown question", note: notes[at] ?? "an unknown question" };
      await endSuspended(name, node, "Succeeded", { decision: "approved", by: "a test", at: new Date().toISOString(), ...given });
    }
  };
}

it("500 hostile texts arrive as they are: by parameters, outputs, items, artifacts, variables and approvals", async () => {
  expect(used).toBe(500);
  const entry = join(import.meta.dirname, "hostile/program.ts");
  const { pipelines, diagnostics, frontend } = await compile({ entries: [entry], pipeline: "hostile" });
  const [program] = pipelines;
  if (program === undefined) throw new Error(renderDiagnostics(diagnostics, (file) => frontend.sourceText(file)));
  const lowered = argo.lower(withTexts(program.document), codeOf(program), { name: "hostile" });
  expect(lowered.diagnostics).toEqual([]);

  const asked: string[] = [];
  const workflow = await finished(await createWorkflow(lowered.files[0]?.text ?? ""), 600, answering(asked));
  try {
    expect(workflow.phase).toBe("Succeeded");
    expect(asked.toSorted()).toEqual(questions.toSorted());
    expect(JSON.parse(outputOf(workflow, "value") ?? "null")).toEqual({
      parameters: [first, second, long].map(digests),
      outputs: [first, second, long].map(digests),
      items: digests(items),
      artifacts: { bytes: digests(files), names: digests(files), values: digests(files) },
      constant: digests(constant),
      decided: digests(told),
      heard: digests(questions.flatMap((_, at) => [reasons[at] ?? "", notes[at] ?? ""])),
    });
  } catch (error) {
    throw new Error(`${workflow.name} is kept:\n${describeNodes(workflow)}\n${await logsOf(workflow.name)}`, { cause: error });
  }
  await deleteWorkflow(workflow.name);
});
