import { exhaustedText, type Value } from "@dagwright/protocol";
import type { LoopNode } from "../model.ts";
import { failedWith, SUCCEEDED } from "../outcome.ts";
import type { Context } from "./context.ts";
import { innerFrame, type Frame, type NodeEnd } from "./frame.ts";
import { recordOf } from "./record.ts";
import { pipelineFailure, valueIn, valuesOf } from "./values.ts";

export async function runLoop(context: Context, frame: Frame, node: LoopNode, path: string): Promise<NodeEnd> {
  const parts = Object.entries(node.carried);
  const init: Record<string, Value> = Object.fromEntries(parts.map(([name, variable]) => [name, variable.init]));
  const next: Record<string, Value> = Object.fromEntries(parts.map(([name, variable]) => [name, variable.next]));
  let state = recordOf(await valuesOf(context, frame, init, path, node.span));

  const goesOn = async (): Promise<boolean> => {
    const header = innerFrame(frame, { ...node.body, nodes: [], results: {} }, { bindings: new Map([[node.state, state]]) });
    return (await valueIn(context, header, node.while, path, node.span)) === true;
  };
  if (node.test === "before" && !(await goesOn())) return { outcome: SUCCEEDED, value: state };
  for (let turn = 0; turn < node.max; turn += 1) {
    const inner = innerFrame(frame, node.body, { prefix: `${path}.${turn}.`, bindings: new Map([[node.state, state]]) });
    const { outcome, values } = await context.runBlock(inner, `${path}.${turn}`, [], next);
    if (outcome.kind !== "succeeded") return { outcome };
    state = recordOf(values);
    if (!(await goesOn())) return { outcome: SUCCEEDED, value: state };
  }
  return { outcome: failedWith(pipelineFailure(frame.pipeline, exhaustedText(node.max))) };
}
