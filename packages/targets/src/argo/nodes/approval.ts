import { APPROVAL_STEP, type ApprovalNode } from "@dagwright/ir";
import { stepFailureJson, type StepFailure } from "@dagwright/protocol";
import { Dag, type Local, type Reporting } from "../dag.ts";
import { argoDiagnostics } from "../diagnostics.ts";
import { jsonOfRawText, quote, type Code } from "../expression.ts";
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
  if (node.policy !== undefined)
    lowering.diagnostics.push(argoDiagnostics("DW5001", { span: node.span }, { what: `the policy \`${node.policy}\` of an approval` }));
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
    suspend: node.expiresSeconds === undefined ? {} : { duration: String(Math.ceil(node.expiresSeconds)) },
  });
  const given = (name: string): string => `(tasks['wait'].outputs?.parameters?.${name} ?? '')`;
  const wait: Local = {
    node: "wait",
    task: "wait",
    reporting: "phase",
    field: undefined,
    wanted: new Map(),
    deliver: () => undefined,
    failure: rejectedFor(given(nameOf("reason"))),
  };
  dag.locals.set("wait", wait);
  addTask(dag, wait, { template: suspend, arguments: { parameters: [{ name: "message", value: message.tag }] } }, new Set(), 0);
  const check: Local = { ...wait, node: "check", task: "check" };
  dag.locals.set("check", check);
  // Time that is over ends a suspend as a bare resume does.
  const undecided = node.expiresSeconds === undefined ? "the workflow was resumed without a decision" : "nobody decided in time";
  const refuse = failingTask({ cause: { kind: "literal", value: stepFailureJson(rejection(undecided)) } }, dag, lowering);
  addTask(dag, check, { ...refuse, when: `${given(decision)} != 'approved'` }, new Set(["wait"]), 1);
  const outputs = [...parent.local(node.id).wanted.values()].map(({ name, path }) => {
    const [field] = path;
    // A choice is one of some texts.
    const isText =
      ["reason", "by", "at"].includes(String(field)) || ["string", "literal"].includes(node.fields[String(field)]?.type.kind ?? "");
    const code = typeof field === "string" ? given(nameOf(field)) : "''";
    return { name, code: isText ? jsonOfRawText(code) : code };
  });
  const succeeded = "tasks['wait'].status == 'Succeeded' && tasks['check'].status == 'Skipped'";
  return sealDag({ name: dag.name, outputs, reporting, succeeded }, dag, lowering);
}

const rejection = (message: string): StepFailure => ({ step: APPROVAL_STEP, attempt: 1, kind: "rejected", message });

/** The failure with the reason that was given for it, if there was one. */
function rejectedFor(reason: Code): Code {
  const unsaid = "the approval was rejected";
  const [before = "", after = ""] = failureText(rejection(unsaid)).split(`"${unsaid}"`);
  return `(${reason} == '' ? ${quote(failureText(rejection(unsaid)))} : ${quote(before)} + ${jsonOfRawText(reason)} + ${quote(after)})`;
}
