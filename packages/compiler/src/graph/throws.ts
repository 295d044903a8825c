/** `throw new Error(…)`: a node that fails its region. */
import { body } from "../diagnostics/body.ts";
import type { Statement } from "../frontend/syntax.ts";
import type { Completion } from "./completion.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { UNDEFINED, type Val } from "./values.ts";

const THROWN: Completion = { kind: "thrown" };

const isError = (val: Val): boolean => val.kind === "symbolic" && val.isError === true;

export function executeThrow(it: Interpreter, statement: Statement & { kind: "throw" }, place: Place): Completion {
  const { value } = statement;
  const callee = value.kind === "new" || value.kind === "call" ? value.callee : undefined;
  if (
    (value.kind !== "new" && value.kind !== "call") ||
    callee?.kind !== "identifier" ||
    !callee.name.endsWith("Error") ||
    callee.name === "StepError"
  ) {
    const isCaught = value.kind === "identifier" && isError(it.evaluate(value, place));
    it.report(isCaught ? body("DW2411", value, value) : body("DW2405", value, value));
    return THROWN;
  }
  const [first] = value.args;
  const message =
    first === undefined ? ({ kind: "literal", value: "" } as const) : it.toValue(it.evaluate(first, place), first, first.span, place);
  const id = it.ids.allocate("fail");
  const started = it.start({ span: statement.span }, statement.text, id, place, UNDEFINED, (base) => ({ ...base, kind: "fail", message }));
  place.frame.await(started, it.now());
  return THROWN;
}
