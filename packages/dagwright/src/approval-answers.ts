/** How an approval is answered where no person or no cluster is. */
import type { Scope } from "./scope.ts";
import { UsageError } from "./usage-error.ts";

export interface ApprovalRequest {
  readonly message: string;
  readonly policy?: string;
}

/** Approves, with the fields that were asked for, or rejects. */
export type ApprovalAnswer =
  | {
      readonly approved?: true;
      readonly reason?: string;
      readonly by?: string;
      readonly fields?: Readonly<Record<string, string | number | boolean>>;
    }
  | { readonly approved: false; readonly reason?: string; readonly by?: string };

/** By message, else by policy, else by "*"; or a function of the request. */
export type ApprovalAnswers = Readonly<Record<string, ApprovalAnswer>> | ((request: ApprovalRequest) => ApprovalAnswer | undefined);

export function answerTo(answers: ApprovalAnswers | undefined, request: ApprovalRequest): ApprovalAnswer | undefined {
  if (answers === undefined) return undefined;
  if (typeof answers === "function") return answers(request);
  for (const key of [request.message, request.policy, "*"]) if (key !== undefined && Object.hasOwn(answers, key)) return answers[key];
  return undefined;
}

export const canAsk = (): boolean => process.stdin.isTTY === true;

const CALLS_APPROVAL = /\bapproval\b\s*\)?\s*\(/u;

/** Before the first step, so that no work is lost: a body that asks needs somebody to answer. What it calls elsewhere is met only there. */
export function refuseUnanswered(pipeline: { readonly name: string; readonly source: () => string }, { hooks }: Scope): void {
  if (hooks?.approvals !== undefined || canAsk()) return;
  if (CALLS_APPROVAL.test(pipeline.source())) throw noAnswer(`the pipeline ${pipeline.name} asks for an approval`);
}

export const noAnswer = (what: string): UsageError =>
  new UsageError(
    "no-answer",
    `${what}, and nobody is there to answer; answer it with withApprovals of dagwright/testing, or run it in a terminal`,
  );
