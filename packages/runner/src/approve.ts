import { APPROVAL_STEP, type ApprovalAnswer, type ApprovalCall, type HostResult } from "@dagwright/ir";
import { CodecError, decode, encode, handlesOnly, type Json, type StepErrorKind, type Types } from "@dagwright/protocol";
import type { Report } from "./report.ts";

export type AskApproval = (call: ApprovalCall, signal: AbortSignal) => Promise<ApprovalAnswer>;

export interface ApproveOptions {
  readonly ask: AskApproval | undefined;
  readonly types: Types;
  readonly signal: AbortSignal;
  readonly report: Report;
  readonly now: () => string;
  /** Who answers when the answer does not say so. */
  readonly by: string;
}

/** Waits for an answer, and checks the fields it brings. */
export async function approve(call: ApprovalCall, options: ApproveOptions): Promise<HostResult> {
  const { ask, signal, report } = options;
  const failure = (kind: StepErrorKind, message: string) => ({ step: APPROVAL_STEP, attempt: 1, kind, message });
  if (ask === undefined) return { failed: failure("rejected", `nobody can answer the approval ${call.path} here`) };
  report.approvalWaiting(call.path, call.message);
  const answer = await answerOrAbort(ask(call, signal), signal);
  if (answer === undefined) return { cancelled: true };
  const accepted = accept(call, answer, options);
  const result: HostResult = "ok" in accepted ? accepted : { failed: failure(accepted.kind, accepted.reason) };
  report.approvalAnswered(call.path, "failed" in result ? result.failed : undefined);
  return result;
}

type Accepted = { readonly ok: Json } | { readonly kind: StepErrorKind; readonly reason: string };

function accept(call: ApprovalCall, answer: ApprovalAnswer, { types, now, by }: ApproveOptions): Accepted {
  if ("reject" in answer) return { kind: "rejected", reason: answer.reject };
  const given: Record<string, Json> = { reason: "", by, at: now(), ...answer.approve };
  for (const [name, field] of Object.entries(call.node.fields)) {
    const value = given[name];
    try {
      if (value !== undefined)
        given[name] = encode(decode(value, field.type, types, handlesOnly, name), field.type, types, handlesOnly, name);
      else if (field.optional !== true) return { kind: "invalid-output", reason: `the answer has no ${name}` };
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      return { kind: "invalid-output", reason: error.message };
    }
  }
  return { ok: given };
}

/** Undefined when the run is cancelled first. */
async function answerOrAbort(answer: Promise<ApprovalAnswer>, signal: AbortSignal): Promise<ApprovalAnswer | undefined> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
    if (signal.aborted) resolve(undefined);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([answer, aborted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener("abort", stop);
  }
}
