import type { Json } from "./json.ts";
import { toParameterText } from "./parameter-text.ts";
import type { StepFailure } from "./step-error.ts";
import { parseStepFailure, stepFailureJson } from "./step-error.ts";
import type { Value } from "./value.ts";

/**
 * How a value stands in one parameter. Four forms, told apart by the first character, none of which JSON can begin with:
 * - empty: absent (`undefined`);
 * - JSON;
 * - `=` and a program: the value is evaluated by the step that reads it. First line the `Value`, whose references name lines by index
 *   (`{ node: "0", path }`), then one line per root, each again an argument text without a program. Lines are safe, because JSON text
 *   has no raw newline; empty lines at the end may be cut by a carrier that trims, and mean absent;
 * - `!` and a `StepFailure`: glue that was folded into the producer threw; whoever reads the value fails with it.
 */
export type ArgumentText = string;

export type Argument =
  | { readonly kind: "absent" }
  | { readonly kind: "json"; readonly value: Json }
  | { readonly kind: "program"; readonly value: Value; readonly roots: readonly ArgumentText[] }
  | { readonly kind: "failed"; readonly failure: StepFailure };

export const ABSENT_TEXT: ArgumentText = "";
export const jsonText = (value: Json | undefined): ArgumentText => (value === undefined ? ABSENT_TEXT : toParameterText(value));
export const failedText = (failure: StepFailure): ArgumentText => `!${toParameterText(stepFailureJson(failure))}`;

/** The first line of a program; its root lines follow, each after a newline. */
export const programLine = (value: Value): string => `=${toParameterText(valueJson(value))}`;

// A `Value` is plain JSON but for readonly types; the round trip also drops `undefined` members.
const valueJson = (value: Value): Json => JSON.parse(JSON.stringify(value)) as Json;

/** Parses an argument text. Throws a `SyntaxError` if it is none. The program in it is trusted: a compiler wrote it. */
export function parseArgument(text: ArgumentText): Argument {
  if (text === ABSENT_TEXT) return { kind: "absent" };
  if (text.startsWith("!")) {
    const failure = parseStepFailure(JSON.parse(text.slice(1)) as Json);
    if (failure === undefined) throw new SyntaxError("the text after ! is not a step failure");
    return { kind: "failed", failure };
  }
  if (text.startsWith("=")) {
    const [program = "", ...roots] = text.slice(1).split("\n");
    return { kind: "program", value: JSON.parse(program) as Value, roots };
  }
  return { kind: "json", value: JSON.parse(text) as Json };
}
