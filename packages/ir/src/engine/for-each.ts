import { isJsonArray, type Json } from "@dagwright/protocol";
import type { ForEachNode } from "../model.ts";
import { CANCELLED, failedWith, joinOutcomes, OMITTED, settleOutcomes, type Outcome } from "../outcome.ts";
import { emitUnstarted, type Context } from "./context.ts";
import { innerFrame, isStopped, type Frame, type NodeEnd } from "./frame.ts";
import { settledEntry } from "./settled.ts";
import { pipelineFailure, valueIn } from "./values.ts";

interface ItemEnd {
  readonly outcome: Outcome;
  readonly value: Json | undefined;
}

export async function runForEach(context: Context, frame: Frame, node: ForEachNode, path: string): Promise<NodeEnd> {
  const items = await valueIn(context, frame, node.items, path, node.span);
  if (!isJsonArray(items)) return { outcome: failedWith(pipelineFailure(frame.pipeline, `${node.id} needs a list to go through`)) };
  const ends: ItemEnd[] = [];
  const isSettled = node.as === "settled";
  // Item by item is a `for` loop: the first failure leaves it. Settled, a failure is a value and stops nothing.
  const stopsStarting = !isSettled && (node.onFailure === "stopStarting" || node.concurrency === 1);
  let next = 0;
  let failed = false;

  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const prefix = `${path}.${index}.`;
      const unstarted = context.isCancelled() ? CANCELLED : (failed && stopsStarting) || isStopped(frame) ? OMITTED : undefined;
      if (unstarted !== undefined) {
        emitUnstarted(context, node.body, prefix, unstarted);
        ends[index] = { outcome: unstarted, value: undefined };
        continue;
      }
      const bindings = new Map<string, Json | undefined>([
        [node.item, items[index]],
        [node.index, index],
      ]);
      const inner = innerFrame(frame, node.body, { prefix, bindings, containsFailures: isSettled });
      const { outcome, values } = await context.runBlock(inner, `${path}.${index}`, ["value"]);
      if (outcome.kind === "failed") failed = true;
      ends[index] = { outcome, value: values["value"] };
    }
  };
  await Promise.all(Array.from({ length: Math.min(node.concurrency ?? items.length, items.length) }, worker));

  const outcomes = ends.map((end) => end.outcome);
  const outcome = isSettled ? settleOutcomes(outcomes) : joinOutcomes(outcomes);
  if (outcome.kind !== "succeeded") return { outcome };
  return { outcome, value: ends.map((end) => (isSettled ? settledEntry(end.outcome, end.value) : (end.value ?? null))) };
}
