import type { ApprovalNode } from "@dagwright/ir";
import { Dag, type Local, type Reporting } from "../dag.ts";
import { jsonOfRawText, quote } from "../expression.ts";
import { failureText } from "../failure.ts";
import type { Lowering } from "../lowering.ts";
import type { Parameter } from "../manifest.ts";
import { Names, parameterName } from "../names.ts";
import { addTask, materialise, sealDag } from "../region.ts";
import { failingTask } from "./fail.ts";
import type { LoweredNode } from "../lowered-node.ts";

/**
 * A suspend with supplied outputs and no default (pattern 09). Rejecting ends it as Failed; a bare resume leaves it without a decision,
 * which fails here instead of counting as a yes.
 */
export function lowerApproval(node: ApprovalNode, parent: Dag, reporting: Reporting, lowering: Lowering, position: number): LoweredNode {
  const dag = new Dag(lowering, `${parent.name}-${node.id}`, parent);
  const message = dag.parameter("message", ["message"], materialise(node.message, parent, lowering, `${node.id}-message`, position));
  const names = new Names("_");
  const nameOf = (field: string): string => names.of(field, parameterName([field]));
  // The decision is no field of the answer: one may be called so, too.
  const decision = names.of("the decision", "decision");
  const supplied = [decision, ...["reason", "by", "at", ...Object.keys(node.fields)].map(nameOf)].map((name): Parameter => ({
    name,
    valueFrom: { supplied: {} },
  }));
  const suspend = lowering.templates.add("approval", {
    inputs: { parameters: [{ name: "message" }] },
    outputs: { parameters: supplied },
    suspend: {},
  });
  const wait: Local = {
    node: "wait",
    task: "wait",
    reporting: "phase",
    field: undefined,
    wanted: new Map(),
    deliver: () => undefined,
    failure: quote(failureText({ step: node.name ?? node.id, attempt: 1, kind: "rejected", message: "the approval was rejected" })),
  };
  dag.locals.set("wait", wait);
  addTask(dag, wait, { template: suspend, arguments: { parameters: [{ name: "message", value: message.tag }] } }, new Set(), 0);
  const given = (name: string): string => `(tasks['wait'].outputs?.parameters?.${name} ?? '')`;
  const check: Local = { ...wait, node: "check", task: "check" };
  dag.locals.set("check", check);
  const refuse = failingTask({ message: { kind: "literal", value: "the workflow was resumed without a decision" } }, dag, lowering);
  addTask(dag, check, { ...refuse, when: `${given(decision)} != 'approved'` }, new Set(["wait"]), 1);
  const outputs = [...parent.local(node.id).wanted.values()].map(({ name, path }) => {
    const [field] = path;
    const isText =
      field === "reason" || field === "by" || field === "at" || (typeof field === "string" && node.fields[field]?.type.kind === "string");
    const code = typeof field === "string" ? given(nameOf(field)) : "''";
    return { name, code: isText ? jsonOfRawText(code) : code };
  });
  const succeeded = "tasks['wait'].status == 'Succeeded' && tasks['check'].status == 'Skipped'";
  return sealDag({ name: dag.name, outputs, reporting, succeeded }, dag, lowering);
}
