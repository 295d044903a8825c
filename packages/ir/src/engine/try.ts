import type { TryNode } from "../model.ts";
import { runsCatch, runsFinally, SKIPPED, tryOutcome, type Outcome } from "../outcome.ts";
import { emitUnstarted, type BlockEnd, type Context } from "./context.ts";
import { innerFrame, type Frame, type NodeEnd } from "./frame.ts";
import { recordOf } from "./record.ts";
import { failureJson } from "./settled.ts";

export async function runTry(context: Context, frame: Frame, node: TryNode, path: string): Promise<NodeEnd> {
  const phis = Object.keys(node.phis);
  const body = innerFrame(frame, node.body, { containsFailures: node.catch !== undefined });
  const tried = await context.runBlock(body, path, phis);
  const caught = await runHandler(context, frame, body, node, tried.outcome, path, phis);
  const before = caught?.outcome ?? tried.outcome;
  const last = await runLast(context, frame, body, node, before, path);
  const outcome = tryOutcome(tried.outcome, caught?.outcome, last);
  return { outcome, value: recordOf((caught ?? tried).values) };
}

async function runHandler(
  context: Context,
  frame: Frame,
  body: Frame,
  node: TryNode,
  tried: Outcome,
  path: string,
  phis: readonly string[],
): Promise<BlockEnd | undefined> {
  if (node.catch === undefined) return undefined;
  const { error, region } = node.catch;
  if (tried.kind !== "failed" || !runsCatch(tried)) {
    emitUnstarted(context, region, frame.prefix, tried.kind === "succeeded" ? SKIPPED : tried);
    return undefined;
  }
  const bindings = new Map([[error, failureJson(tried.failure)]]);
  return context.runBlock(innerFrame(frame, region, { bindings, attempted: body, ignoresStop: true }), path, phis);
}

async function runLast(
  context: Context,
  frame: Frame,
  body: Frame,
  node: TryNode,
  before: Outcome,
  path: string,
): Promise<Outcome | undefined> {
  if (node.finally === undefined) return undefined;
  if (!runsFinally(before)) {
    emitUnstarted(context, node.finally, frame.prefix, before);
    return undefined;
  }
  const last = innerFrame(frame, node.finally, { attempted: body, ignoresStop: true });
  return (await context.runBlock(last, path, [])).outcome;
}
