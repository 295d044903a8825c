import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { argo } from "@dagwright/targets";
import { expect } from "vitest";
import { createWorkflow, deleteWorkflow, describeNodes, finished, logsOf, outputOf } from "../cluster/argo.ts";
import { callsIn } from "./calls.ts";
import { stepBytes, type GeneratedProgram } from "./generated.ts";

const wrapper = readFileSync(createRequire(import.meta.url).resolve("dagwright/exec-bundle"));

/** Runs a generated program on the controller and compares it with what is expected of it. */
export async function compareOnArgo({ name, document, bundle = stepBytes, expected }: GeneratedProgram): Promise<void> {
  const lowered = argo.lower(document, { wrapper, bundle }, { name: "generated" });
  expect(lowered.diagnostics).toEqual([]);
  const workflow = await finished(await createWorkflow(lowered.files[0]?.text ?? ""), 600);
  const printed = await logsOf(workflow.name);
  const output = outputOf(workflow, "value");
  const seen = {
    status: workflow.phase.toLowerCase(),
    output: workflow.phase !== "Succeeded" || output === undefined || output === "" ? undefined : (JSON.parse(output) as unknown),
    calls: callsIn(printed),
  };
  try {
    expect(seen).toEqual(expected);
  } catch (error) {
    throw new Error(`program ${name}: ${workflow.name} is kept:\n${describeNodes(workflow)}`, { cause: error });
  }
  await deleteWorkflow(workflow.name);
}
