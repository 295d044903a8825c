/** Failures as values: what `catch` binds, and the `reason` of a rejected promise. They are known by their fields. */
import { FAILURE_TYPE } from "@dagwright/ir";
import type { Value } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { Expression } from "../frontend/syntax.ts";
import { select } from "./data-value.ts";
import type { Interpreter } from "./interpreter.ts";
import { known, POISON, symbolic, type SymbolicVal, type Val } from "./values.ts";

export const asError = (value: Value, mayBeOwn: boolean): SymbolicVal => ({ ...symbolic(value), isError: true, mayBeOwn });

/** Whether a reason that glue has handed on may be an error of the body itself. */
export const ownReasons = (it: Interpreter): boolean => [...it.settled.values()].includes(true);

/** `results[0].reason` of what `Promise.allSettled` gave. */
export function reasonOf(it: Interpreter, value: Value, key: string | number): Val | undefined {
  const mayBeOwn = value.kind === "ref" && value.path.length === 1 ? it.settled.get(value.node) : undefined;
  const reason = mayBeOwn === undefined || key !== "reason" ? undefined : select(value, key);
  return reason === undefined || mayBeOwn === undefined ? undefined : asError(reason, mayBeOwn);
}

/** A field of a failure, with its type; undefined = it has no such field. */
export function errorPart(error: SymbolicVal, key: string | number): Val | undefined {
  const field = typeof key === "string" ? FIELDS.get(key) : undefined;
  const part = field === undefined ? undefined : select(error.value, key);
  if (field === undefined || part === undefined) return undefined;
  return { ...symbolic(part), type: { type: field.type, optional: field.optional === true } };
}

/** `error.kind`, and what every error has. */
export function errorField(
  it: Interpreter,
  error: SymbolicVal,
  key: string | number,
  at: Expression & { kind: "property" | "element" },
): Val {
  const part = errorPart(error, key);
  if (part !== undefined) return part;
  if (key === "name" && error.mayBeOwn !== true) return known("StepError");
  it.report(body("DW2113", at.object, at.object));
  return POISON;
}

export const FIELDS = new Map(FAILURE_TYPE.kind === "object" ? Object.entries(FAILURE_TYPE.fields) : []);

/** `error instanceof StepError`: an error that the body has thrown itself is the pipeline's own. */
export function isStepError(it: Interpreter, error: SymbolicVal): Val {
  const step = error.mayBeOwn === true ? select(error.value, "step") : undefined;
  return step === undefined
    ? known(true)
    : symbolic({ kind: "compare", op: "!==", left: step, right: { kind: "literal", value: it.pipeline } });
}
