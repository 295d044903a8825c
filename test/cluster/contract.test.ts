import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { documentSchema, verify } from "@dagwright/ir";
import { sha256, type Json } from "@dagwright/protocol";
import { argo } from "@dagwright/targets";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callsIn } from "../support/calls.ts";
import { interpretFixture } from "../support/run-fixture.ts";
import { createWorkflow, deleteWorkflow, describeNodes, finished, kubectl, logsOf, outputOf, type FinishedWorkflow } from "./argo.ts";
import { countingFor } from "./counts.ts";
import { PROGRAMS, SOURCES, type Program } from "./programs/index.ts";

const wrapper = readFileSync(createRequire(import.meta.url).resolve("dagwright/exec-bundle"));
const bundles = new Map(SOURCES.map((source) => [sha256(source), Buffer.from(source)]));

let tellCounts = (): void => {};
beforeAll(() => void (tellCounts = countingFor("hand-written documents")));
afterAll(() => tellCounts());

/** Deletes the pod of a step once it runs, as a drained node would. */
function loser(program: Program): (workflow: FinishedWorkflow) => Promise<void> {
  let lost = program.losePodOf === undefined;
  return async (workflow) => {
    if (lost || !workflow.nodes.some((node) => node.type === "Pod" && node.displayName === program.losePodOf && node.phase === "Running"))
      return;
    lost = true;
    await kubectl(["delete", "pod", "-l", `workflows.argoproj.io/workflow=${workflow.name}`, "--wait=false"]);
  };
}

describe.concurrent("hand-written IR means the same in the interpreter and on the controller", () => {
  it.each(PROGRAMS)("$name", async (program) => {
    const document = documentSchema.parse(program.document);
    expect(verify(document)).toEqual([]);
    const bundle = (digest: string): Uint8Array => bundles.get(digest) ?? expect.fail(`no bundle ${digest}`);
    const lowered = argo.lower(document, { wrapper, bundle }, { name: "contract" });
    expect(lowered.diagnostics).toEqual([]);

    const name = await createWorkflow(withInputs(lowered.files[0]?.text ?? "", program));
    const workflow = await finished(name, 420, loser(program));
    const printed = await logsOf(name);
    const expected = await interpretFixture(document, SOURCES, program.inputs ?? {});

    try {
      expect(workflow.phase.toLowerCase()).toBe(program.status);
      const output = outputOf(workflow, "value");
      if (program.losePodOf === undefined) {
        expect(expected.outcome.kind).toBe(program.status);
        expect(callsIn(printed)).toEqual(callsIn(expected.printed));
        if (program.status === "succeeded") expect(JSON.parse(output ?? "null") as Json).toEqual(expected.output ?? null);
      } else {
        expect(output).toBe('"infrastructure"');
      }
    } catch (error) {
      throw new Error(`${name} is kept:\n${describeNodes(workflow)}\n${printed}`, { cause: error });
    }
    await deleteWorkflow(name);
  });
});

/** What `-p` does: the workflow's arguments are JSON text. */
function withInputs(manifest: string, program: Program): string {
  const lines = Object.entries(program.inputs ?? {});
  return lines.reduce(
    (text, [name, value]) =>
      text.replace(new RegExp(`(- name: ${name}\\n\\s+value: ).*`, "u"), `$1${JSON.stringify(JSON.stringify(value))}`),
    manifest,
  );
}
