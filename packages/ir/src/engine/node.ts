/** One node, by its kind. */
import { parseStepFailure, type Json, type StepFailure } from "@dagwright/protocol";
import type { ApprovalNode, ComputeNode, FailNode, Node, TaskNode } from "../model.ts";
import { CANCELLED, failedWith, SUCCEEDED } from "../outcome.ts";
import { own } from "../own.ts";
import { effectiveConfig } from "../retry.ts";
import { configWith } from "../run-options.ts";
import { runBranch } from "./branch.ts";
import { runCall } from "./call.ts";
import type { Context } from "./context.ts";
import { runForEach } from "./for-each.ts";
import { scopeOf, type Frame, type NodeEnd } from "./frame.ts";
import { runGroup } from "./group.ts";
import type { HostResult } from "./host.ts";
import { runLoop } from "./loop.ts";
import { runTry } from "./try.ts";
import { pipelineFailure, valueIn, valuesOf } from "./values.ts";

/** Runs a node to its end. A rejection is the failure of a value it needed. */
export function runNode(context: Context, frame: Frame, node: Node, path: string): Promise<NodeEnd> {
  switch (node.kind) {
    case "task":
      return runTask(context, frame, node, path, false);
    case "call":
      return runCall(context, frame, node, path);
    case "approval":
      return runApproval(context, frame, node, path);
    case "branch":
      return runBranch(context, frame, node, path);
    case "forEach":
      return runForEach(context, frame, node, path);
    case "loop":
      return runLoop(context, frame, node, path);
    case "try":
      return runTry(context, frame, node, path);
    case "group":
      return runGroup(context, frame, node, path);
    case "fail":
      return runFail(context, frame, node, path);
    case "compute":
      return runCompute(context, frame, node, path);
  }
}

export async function runTask(context: Context, frame: Frame, node: TaskNode, path: string, onExit: boolean): Promise<NodeEnd> {
  const component = own(context.document.components, node.component);
  if (component === undefined) throw new TypeError(`no component is called ${node.component}`);
  const options = await valuesOf(context, frame, node.options ?? {}, path, node.span);
  const config = configWith(effectiveConfig(component.config, node.config), options);
  const call = { path, node, component, name: node.component, config, args: node.args, scope: scopeOf(frame), onExit };
  const result = await context.host.runTask(call).catch((error: unknown): HostResult => {
    const message = error instanceof Error ? error.message : String(error);
    return { failed: { step: node.component, attempt: 1, kind: "infrastructure", message } };
  });
  return endOf(result);
}

async function runApproval(context: Context, frame: Frame, node: ApprovalNode, path: string): Promise<NodeEnd> {
  const message = textOf(await valueIn(context, frame, node.message, path, node.span));
  const subject = node.subject === undefined ? undefined : await valueIn(context, frame, node.subject, path, node.span);
  return endOf(await context.host.approve({ path, node, message, subject }));
}

async function runFail(context: Context, frame: Frame, node: FailNode, path: string): Promise<NodeEnd> {
  const message = node.message === undefined ? undefined : textOf(await valueIn(context, frame, node.message, path, node.span));
  const cause = node.cause === undefined ? undefined : parseStepFailure(await valueIn(context, frame, node.cause, path, node.span));
  if (message === undefined)
    return { outcome: failedWith(cause ?? pipelineFailure(frame.pipeline, "what was thrown is no failure of a step")) };
  const failure = pipelineFailure(frame.pipeline, message);
  return { outcome: failedWith(cause === undefined ? failure : { ...failure, stack: causedBy(message, cause) }) };
}

async function runCompute(context: Context, frame: Frame, node: ComputeNode, path: string): Promise<NodeEnd> {
  return { outcome: SUCCEEDED, value: await valueIn(context, frame, node.value, path, node.span) };
}

/** As Node shows an error with a cause. */
const causedBy = (message: string, { step, kind, attempt, message: before }: StepFailure): string =>
  `Error: ${message}\n  [cause]: ${step} failed at attempt ${attempt} (${kind}): ${before}`;

const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : (JSON.stringify(value) ?? "undefined"));

function endOf(result: HostResult): NodeEnd {
  if ("ok" in result) return { outcome: SUCCEEDED, value: result.ok };
  return { outcome: "failed" in result ? failedWith(result.failed) : CANCELLED };
}
