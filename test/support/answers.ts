/**
 * Answers the approvals of the programs: the message says how, as `<tag>:<whether it is refused>:<text>`. They count as calls, and are said as
 * the recording steps say theirs.
 */
import type { ApprovalAnswer as AnswerOfGraph, ApprovalCall } from "@dagwright/ir";
import type { ApprovalAnswer, ApprovalRequest } from "dagwright/testing";

export interface Answers {
  readonly inPlainNode: (request: ApprovalRequest) => ApprovalAnswer;
  readonly inGraph: (call: Pick<ApprovalCall, "message">) => AnswerOfGraph;
}

/** Each that is asked becomes a line. */
export function answersInto(lines: string[]): Answers {
  const answer = (message: string): { readonly reason: string; readonly refused: boolean; readonly n: number } => {
    const [tag, verdict, ...text] = message.split(":");
    const refused = verdict === "true";
    const call = JSON.stringify({ name: "approval", args: { tag, text: text.join(":"), fail: refused } });
    const heard: unknown = Reflect.get(globalThis, Symbol.for("dagwright.test.heard"));
    if (typeof heard === "function") Reflect.apply(heard, undefined, [call]);
    else lines.push(`CALL ${call}`);
    return { reason: `heard ${text.join(":")}`, refused, n: message.length % 7 };
  };
  return {
    inPlainNode: ({ message }) => {
      const { reason, refused, n } = answer(message);
      return refused ? { approved: false, reason } : { reason, by: "a person", fields: { n } };
    },
    inGraph: ({ message }) => {
      const { reason, refused, n } = answer(message);
      return refused ? { reject: reason } : { approve: { reason, by: "a person", n } };
    },
  };
}
