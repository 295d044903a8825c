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
  type Observation,
  PROGRAM_NAMES,
  requiredOrder,
} from "../support/differential.ts";
import { brokenPairs, orderTally, type Pair } from "../support/required-order.ts";
import { answeringInto } from "./answering.ts";
import { createWorkflow, deleteWorkflow, describeNodes, finished, logsOf, outputOf, type FinishedWorkflow } from "./argo.ts";
import { countingFor } from "./counts.ts";

/** More than what two pods started together need longer one than the other, mostly. */
const CALLS_LAST_MS = 3000;
const tally = orderTally("on Argo");
let tellCounts = (): void => {};

beforeAll(async () => {
  await compiledPrograms();
  tellCounts = countingFor("the conformance catalogue");
});

afterAll(() => {
  console.log(tally.text());
  tellCounts();
});

/** What the pods of a workflow said went wrong. */
function failuresIn(workflow: FinishedWorkflow): readonly string[] {
  return workflow.nodes.flatMap((node) => {
    const text = node.type === "Pod" ? node.outputs?.parameters?.find(({ name }) => name === "error")?.value : undefined;
    const failure = typeof text === "string" && text !== "" ? parseStepFailure(JSON.parse(text) as Json) : undefined;
    return failure === undefined ? [] : [failureText(failure)];
  });
}

let before: Promise<unknown> = Promise.resolve();

/** What plain Node does, and the order it requires: one program at a time in this process, while pods of others run. */
function inThisProcess(name: string): Promise<{ readonly plain: Observation; readonly required: readonly Pair[] }> {
  const looked = before.then(async () => ({ plain: await inPlainNode(name), required: await requiredOrder(name) }));
  before = looked.catch(() => {});
  return looked;
}

describe.concurrent("plain Node and a real Argo controller agree", () => {
  it.each(PROGRAM_NAMES)("on %s", async (name) => {
    const expected = inThisProcess(name);
    const program = lasting(await compiledProgram(name), CALLS_LAST_MS);
    const { files, diagnostics } = argo.lower(program.document, codeOf(program), { name });
    expect(diagnostics).toEqual([]);
    const answered: string[] = [];
    const workflow = await finished(await createWorkflow(files[0]?.text ?? ""), 840, answeringInto(answered));
    const printed = [await logsOf(workflow.name), ...answered].join("\n");
    const { plain, required } = await expected;
    try {
      expect(workflow.phase.toLowerCase()).toBe(plain.status);
      expect(callsIn(printed)).toEqual(plain.calls);
      // The pods of one node have one clock.
      const spans = spansIn(printed);
      expect(brokenPairs(required, spans)).toEqual([]);
      tally.add(required, spans);
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
