import { argo } from "@dagwright/targets";
import { parseStepFailure, type Json } from "@dagwright/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callsIn, spansIn } from "../support/calls.ts";
import {
  codeOf,
  compiledProgram,
  compiledPrograms,
  failureText,
  inPlainNode,
  lasting,
  PROGRAM_NAMES,
  requiredOrder,
} from "../support/differential.ts";
import { brokenPairs, orderTally, type Pair } from "../support/required-order.ts";
import { createWorkflow, deleteWorkflow, describeNodes, finished, logsOf, outputOf, type FinishedWorkflow } from "./argo.ts";

/** More than what two pods started together need longer one than the other, mostly. */
const CALLS_LAST_MS = 3000;
const required = new Map<string, readonly Pair[]>();
const tally = orderTally("on Argo");

beforeAll(async () => {
  await compiledPrograms();
  for (const name of PROGRAM_NAMES) required.set(name, await requiredOrder(name));
});

afterAll(() => {
  console.log(tally.text());
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
    const program = lasting(await compiledProgram(name), CALLS_LAST_MS);
    const { files, diagnostics } = argo.lower(program.document, codeOf(program), { name });
    expect(diagnostics).toEqual([]);
    const workflow = await finished(await createWorkflow(files[0]?.text ?? ""), 840);
    const printed = await logsOf(workflow.name);
    const plain = await inPlainNode(name);
    try {
      expect(workflow.phase.toLowerCase()).toBe(plain.status);
      expect(callsIn(printed)).toEqual(plain.calls);
      // The pods of one node have one clock.
      const spans = spansIn(printed);
      const pairs = required.get(name) ?? [];
      expect(brokenPairs(pairs, spans)).toEqual([]);
      tally.add(pairs, spans);
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
