import type { ApprovalAnswers } from "../approval-answers.ts";
import { currentScope, inScope } from "../scope.ts";

/**
 * Runs `fn` with answers to its approvals: by message, by policy, or "*" for all others; or a function of the request.
 *
 * @example
 * await withApprovals({ production: { reason: "looks good", by: "ada" } }, () => main({ table: "t" }));
 */
export async function withApprovals<R>(answers: ApprovalAnswers, fn: () => Promise<R>): Promise<R> {
  const scope = currentScope();
  return inScope({ ...scope, hooks: { ...scope.hooks, approvals: answers } }, fn);
}
