import { argo } from "@dagwright/targets";
import { parseStepFailure, type Json } from "@dagwright/protocol";
import { beforeAll, describe, expect, it } from "vitest";
import { callsIn } from "../support/calls.ts";
import { codeOf, compiledProgram, compiledPrograms, failureText, inPlainNode, PROGRAM_NAMES } from "../support/differential.ts";
import { createWorkflow, deleteWorkflow, describeNodes, finished, logsOf, outputOf, type FinishedWorkflow } from "./argo.ts";

beforeAll(async () => {
  await compiledPrograms();
});

/** What the pods of a workflow said went wrong. */
function failuresIn(workflow: FinishedWorkflow): readonly string[] {
  return workflow.nodes.flatMap((node) => {
    const text = node.type === "Pod" ? node.outputs?.parameters?.find(({ name }) => name === "error")?.value : undefined;
    const failure = typeof text === "string" && text !== "" ? parseStepFailure(JSON.parse(text) as Json) : undefined;
    return failure === undefined ? [] : [failureText(failure)];
  });
}

describe.concurrent("plain Node and a real Argo controller agree", () => {
  it.each(PROGRAM_NAMES)("on %s", async (name) => {
    const program = await compiledProgram(name);
    const { files, diagnostics } = argo.lower(program.document, codeOf(program), { name });
    expect(diagnostics).toEqual([]);
    const workflow = await finished(await createWorkflow(files[0]?.text ?? ""), 420);
    const printed = await logsOf(workflow.name);
    const plain = await inPlainNode(name);
    try {
      expect(workflow.phase.toLowerCase()).toBe(plain.status);
      expect(callsIn(printed)).toEqual(plain.calls);
      if (plain.failure === undefined) {
        const output = outputOf(workflow, "value");
        expect(output === undefined || output === "" ? undefined : (JSON.parse(output) as Json)).toEqual(plain.output);
      } else {
        expect(failuresIn(workflow)).toContain(plain.failure);
      }
    } catch (error) {
      throw new Error(`${workflow.name} is kept:\n${describeNodes(workflow)}\n${printed}`, { cause: error });
    }
    await deleteWorkflow(workflow.name);
  });
});
