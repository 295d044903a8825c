import type { GroupNode } from "../model.ts";
import { joinOutcomes, settleOutcomes } from "../outcome.ts";
import type { Context } from "./context.ts";
import { innerFrame, type Frame, type NodeEnd } from "./frame.ts";
import { settledEntry } from "./settled.ts";

export async function runGroup(context: Context, frame: Frame, node: GroupNode, path: string): Promise<NodeEnd> {
  const isSettled = node.as === "settled";
  const ends = await Promise.all(
    node.members.map((member, index) => {
      const inner = innerFrame(frame, member.region, { prefix: `${path}.${index}.`, containsFailures: isSettled });
      return context.runBlock(inner, `${path}.${index}`, ["value"]);
    }),
  );
  const outcomes = ends.map((end) => end.outcome);
  const outcome = isSettled ? settleOutcomes(outcomes) : joinOutcomes(outcomes);
  if (outcome.kind !== "succeeded") return { outcome };
  return {
    outcome,
    value: ends.map((end) => (isSettled ? settledEntry(end.outcome, end.values["value"]) : (end.values["value"] ?? null))),
  };
}
