import { acceptInputs } from "../inputs.ts";
import type { CallNode } from "../model.ts";
import { failedWith } from "../outcome.ts";
import { own } from "../own.ts";
import type { Context } from "./context.ts";
import { frame as newFrame, type Frame, type NodeEnd } from "./frame.ts";
import { recordOf } from "./record.ts";
import { pipelineFailure, valuesOf } from "./values.ts";

/** A called pipeline runs in a frame of its own: it sees its inputs and `run`, nothing of its caller. Its `onExit` is the run's alone. */
export async function runCall(context: Context, frame: Frame, node: CallNode, path: string): Promise<NodeEnd> {
  const pipeline = own(context.document.pipelines, node.pipeline);
  if (pipeline === undefined) throw new TypeError(`no pipeline is called ${node.pipeline}`);
  const args = recordOf(await valuesOf(context, frame, node.args, path, node.span));
  const accepted = acceptInputs(pipeline, context.document.types, args);
  if ("problems" in accepted) {
    const [first] = accepted.problems;
    return { outcome: failedWith(pipelineFailure(node.pipeline, first?.message ?? "the inputs do not fit")) };
  }
  const inner = newFrame({
    pipeline: node.pipeline,
    region: pipeline.body,
    prefix: `${path}.`,
    bindings: new Map([
      ["input", accepted.inputs],
      ["run", runOf(frame)],
    ]),
    outer: frame,
  });
  const { outcome, values } = await context.runBlock(inner, path, ["value"]);
  return { outcome, value: values["value"] };
}

function runOf(start: Frame) {
  for (let at: Frame | undefined = start; at !== undefined; at = at.parent) {
    const run = at.bindings.get("run");
    if (run !== undefined) return run;
  }
  return undefined;
}
