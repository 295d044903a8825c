import type { BranchNode } from "../model.ts";
import { SKIPPED } from "../outcome.ts";
import { emitUnstarted, type Context } from "./context.ts";
import { innerFrame, type Frame, type NodeEnd } from "./frame.ts";
import { recordOf } from "./record.ts";
import { valueIn } from "./values.ts";

export async function runBranch(context: Context, frame: Frame, node: BranchNode, path: string): Promise<NodeEnd> {
  const condition = await valueIn(context, frame, node.condition, path, node.span);
  const [taken, other] = condition === true ? [node.then, node.else] : [node.else, node.then];
  emitUnstarted(context, other, frame.prefix, SKIPPED);
  const { outcome, values } = await context.runBlock(innerFrame(frame, taken), path, Object.keys(node.phis));
  return { outcome, value: recordOf(values) };
}
