/** `throw`: a node that fails its region, with an error of the pipeline's own or with one that was caught. */
import type { Value } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { Expression, Statement } from "../frontend/syntax.ts";
import type { Completion } from "./completion.ts";
import { asError, ownReasons } from "./errors.ts";
import type { Frame } from "./frame.ts";
import { define } from "./glue-values.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { select } from "./data-value.ts";
import { symbolic, UNDEFINED, type Val } from "./values.ts";

const THROWN: Completion = { kind: "thrown" };

interface Thrown {
  readonly message?: Value;
  readonly cause?: Value;
}

export function executeThrow(it: Interpreter, statement: Statement & { kind: "throw" }, place: Place): Completion {
  const thrown = thrownBy(it, statement.value, place);
  if (thrown === "reported") return THROWN;
  if (thrown === undefined) {
    it.report(body("DW2405", statement.value, statement.value));
    return THROWN;
  }
  if (thrown.message !== undefined) markOwn(place);
  const id = it.ids.allocate("fail");
  const started = it.start({ span: statement.span }, statement.text, id, place, UNDEFINED, (base) => ({
    ...base,
    kind: "fail",
    ...thrown,
  }));
  place.frame.await(started, it.now());
  return THROWN;
}

/** Whoever catches here may catch what is no `StepError`. */
export function markOwn(place: Place): void {
  for (let frame: Frame | undefined = place.frame; frame !== undefined; frame = frame.parent) frame.throws = true;
}

function thrownBy(it: Interpreter, value: Expression, place: Place): Thrown | "reported" | undefined {
  const made = value.kind === "new" || value.kind === "call" ? value : undefined;
  if (made !== undefined && isBuiltIn(it, made.callee, place)) {
    // The errors that an `AggregateError` holds are for people: a failure has one message.
    const isAggregate = made.callee.text === "AggregateError";
    if (isAggregate && made.args[0] !== undefined && it.startsSteps(made.args[0], place)) return undefined;
    const [first, options] = isAggregate ? made.args.slice(1) : made.args;
    const message: Value =
      first === undefined ? { kind: "literal", value: "" } : it.toValue(it.evaluate(first, place), first, first.span, place);
    const cause = options === undefined ? undefined : causeIn(it, options, place);
    return { message, ...(cause === undefined ? {} : { cause }) };
  }
  if (made !== undefined && (!isErrorClass(it, made, place) || made.kind === "call")) return undefined;
  const val = made === undefined ? it.evaluate(value, place) : define(it, made, place, "value");
  if (val.kind === "poison") return "reported";
  if (val.kind === "glue") return rejectionOf(it, val.expression, { ...place, scope: val.scope });
  if (val.kind !== "symbolic") return undefined;
  if (val.isError === true) return { cause: val.value };
  return messageOf(it, val, place);
}

/** JavaScript's own classes; the message is their first argument, or the second of an `AggregateError`. */
const BUILT_IN = new Set(["AggregateError", "Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError"]);

const isBuiltIn = (it: Interpreter, callee: Expression, place: Place): boolean =>
  callee.kind === "identifier" &&
  BUILT_IN.has(callee.name) &&
  place.scope.find(callee.name) === undefined &&
  it.frontend.resolve(callee)?.kind === "global";

/** A class of the project that is an error; `StepError` stands for a step that has failed, and nobody else makes one. */
function isErrorClass(it: Interpreter, made: Expression & { kind: "new" | "call" }, place: Place): boolean {
  const { callee } = made;
  if (callee.kind !== "identifier" || place.scope.find(callee.name) !== undefined) return false;
  const properties = it.frontend.facts(made).closedProperties?.map(({ name }) => name) ?? [];
  return it.frontend.resolve(callee)?.kind === "class" && properties.includes("message") && properties.includes("stack");
}

/** `{ cause: error }`; a cause that is no failure of a step is for people, and no graph carries it. */
function causeIn(it: Interpreter, options: Expression, place: Place): Value | undefined {
  const val = it.evaluate(options, place);
  const cause = val.kind === "record" ? val.fields.get("cause") : undefined;
  return cause?.kind === "symbolic" && cause.isError === true ? cause.value : undefined;
}

/** `throw failed[0].reason`, where glue has found the rejection. */
function rejectionOf(it: Interpreter, value: Expression, place: Place): Thrown | "reported" | undefined {
  if (value.kind !== "property" || value.name !== "reason" || !it.frontend.facts(value.object).isRejection) return undefined;
  const found = define(it, value.object, place, "value");
  if (found.kind !== "symbolic") return "reported";
  const reason = select(found.value, "reason");
  return reason === undefined ? undefined : { cause: asError(reason, ownReasons(it)).value };
}

/** An error that glue has made, such as `const problem = new Error(…)`: its message is glue, too. */
function messageOf(it: Interpreter, val: Val & { kind: "symbolic" }, place: Place): Thrown | undefined {
  const definition = val.value.kind === "ref" && val.value.path.length === 0 ? it.definitions.of(val.value) : undefined;
  const made = definition?.source.expression;
  if (definition === undefined || made?.kind !== "new") return undefined;
  if (!isBuiltIn(it, made.callee, place) && !isErrorClass(it, made, place)) return undefined;
  const message = it.definitions.add({
    ...definition,
    source: { ...definition.source, select: ["message"] },
    type: { type: { kind: "string" }, optional: false },
    isOpaque: false,
    text: `(${definition.text}).message`,
    frame: place.frame,
    at: it.now(),
  });
  return { message: symbolic({ kind: "ref", node: message.id, path: [] }).value };
}
