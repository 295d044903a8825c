import { userInfo } from "node:os";
import { StepError } from "@dagwright/protocol";
import { answerTo, canAsk, noAnswer, type ApprovalAnswer, type ApprovalRequest } from "./approval-answers.ts";
import { askInTerminal } from "./approval-prompt.ts";
import type { Artifact } from "./artifact.ts";
import type { Duration } from "./options.ts";
import { currentScope } from "./scope.ts";
import { trackCall } from "./step-call.ts";
import { UsageError } from "./usage-error.ts";

/** A question's type: a text, a number, yes or no, or one of the given texts. */
export type ApprovalField = "string" | "number" | "boolean" | readonly string[];

type FieldValue<F> = F extends "string"
  ? string
  : F extends "number"
    ? number
    : F extends "boolean"
      ? boolean
      : F extends readonly (infer E)[]
        ? E
        : never;

export interface ApprovalSpec<X extends Readonly<Record<string, ApprovalField>>> {
  /** The question, such as `Ship ${model.name}?` */
  readonly message: string;
  /** Who may answer: a policy's name. */
  readonly policy?: string;
  /** What is decided on. */
  readonly subject?: Artifact;
  /** More to be filled in by who approves. */
  readonly fields?: X;
  /** Unanswered for so long = rejected. */
  readonly expires?: Duration;
}

export type Approval<X> = { reason: string; by: string; at: Date } & { -readonly [K in keyof X]: FieldValue<X[K]> };

// An empty record says "no fields", which no other type does.
type NoFields = {};

/** Waits for a person. A rejection is a `StepError` of kind "rejected". */
export function approval<const X extends Readonly<Record<string, ApprovalField>> = NoFields>(spec: ApprovalSpec<X>): Promise<Approval<X>>;
export function approval(spec: ApprovalSpec<Readonly<Record<string, ApprovalField>>>): Promise<unknown> {
  const scope = currentScope();
  if (scope.step !== undefined) {
    return Promise.reject(
      new UsageError(
        "approval-in-component",
        `an approval was asked for inside the component ${scope.step.name}; ask in the body of a pipeline`,
      ),
    );
  }
  const { message, policy, fields = {} } = spec;
  const request: ApprovalRequest = { message, ...(policy === undefined ? {} : { policy }) };
  return trackCall(scope, async () => {
    const answer = answerTo(scope.hooks?.approvals, request) ?? (canAsk() ? await askInTerminal(request, fields) : undefined);
    if (answer === undefined) throw noAnswer(`the approval ${JSON.stringify(message)} was asked for`);
    return approved(answer, fields);
  });
}

function approved(answer: ApprovalAnswer, fields: Readonly<Record<string, ApprovalField>>): unknown {
  const { reason = "", by = userInfo().username } = answer;
  if (answer.approved === false)
    throw new StepError({ step: "approval", attempt: 1, kind: "rejected", message: reason === "" ? `rejected by ${by}` : reason });
  const given: Readonly<Record<string, unknown>> = answer.fields ?? {};
  for (const [name, field] of Object.entries(fields)) {
    if (!fits(given[name], field))
      throw new TypeError(
        `the approval's field ${name} is ${JSON.stringify(given[name])}, not ${typeof field === "string" ? field : field.join(" | ")}`,
      );
  }
  const asked = Object.fromEntries(Object.keys(fields).map((name) => [name, given[name]]));
  return Object.freeze({ reason, by, at: Object.freeze(new Date()), ...asked });
}

const fits = (value: unknown, field: ApprovalField): boolean =>
  typeof field === "string" ? typeof value === field : typeof value === "string" && field.includes(value);
