/** What two alternative regions leave behind for the code after them: variables, and the value of a `return`. */
import type { Region } from "@dagwright/ir";
import type { Field, Span, Value } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import { completionOf, exitsOf, type Completion, type Exit } from "./completion.ts";
import type { Frame } from "./frame.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { isOwnData, pushedField } from "./pushes.ts";
import type { Binding } from "./scope.ts";
import { asKnown, POISON, symbolic, UNDEFINED, type Val } from "./values.ts";

export interface Side {
  readonly completion: Completion;
  readonly frame: Frame;
}

export interface Merged {
  readonly results: readonly [Region["results"], Region["results"]];
  readonly phis: Readonly<Record<string, Field>>;
  readonly completion: Completion;
  /** Makes the variables hold what the sides left; to be called once the node has been awaited. */
  commit(): void;
}

const BOOLEAN: Field = { type: { kind: "boolean" } };
const literal = (value: boolean): Value => ({ kind: "literal", value });

/** What a variable holds if the node failed; undefined = it cannot be told. */
export type AfterFailure = (binding: Binding) => Val | undefined;

export function mergeSides(
  it: Interpreter,
  id: string,
  sides: readonly [Side, Side],
  place: Place,
  span: Span,
  afterFailure: AfterFailure,
): Merged {
  const results: readonly [Record<string, Value>, Record<string, Value>] = [{}, {}];
  const phis: Record<string, Field> = {};
  const commits: (() => void)[] = [];
  const completion = mergeCompletions(it, id, sides, results, phis, place, span);

  for (const binding of assignedOutside(sides)) {
    const going = sides.flatMap((side, index) =>
      side.completion.kind === "thrown" ? [] : [{ side, result: results[index] ?? {}, val: side.frame.valueOf(binding) }],
    );
    // Nobody reads a variable after a `return`.
    const left = going.filter(({ side, val }) => side.completion.kind === "returned" && val.kind === "unreadable");
    if (left.length < going.length) for (const one of left) going.splice(going.indexOf(one), 1);
    const exact = sides.every(
      ({ frame, completion }) => isExact(frame, binding) && !(completion.kind === "thrown" && frame.written.has(binding)),
    );
    const failure = exact ? undefined : afterFailure(binding);
    const failed = failure === undefined ? undefined : { node: id, val: failure };
    const isOwn = going.every(({ val }) => isOwnData(val));
    const set = (val: Val): void =>
      void commits.push(() => place.frame.assign(binding, isOwn && val.kind === "symbolic" ? { ...val, isOwn } : val, exact, failed));
    const [first, ...others] = going;
    if (first === undefined) {
      // Nothing comes after it but a `catch`, which asks what the variable held then.
      set(failure ?? { kind: "unreadable", why: "it is assigned on a path that throws" });
      continue;
    }
    const odd = going.find(({ val }) => val.kind === "poison" || val.kind === "unreadable");
    if (
      odd !== undefined ||
      (others.length === 0
        ? sameConstant(first.val, first.val)
        : others.every(({ val }) => val === first.val || sameConstant(first.val, val)))
    ) {
      set(odd?.val ?? first.val);
      continue;
    }
    const field = fieldOf(it, binding, span);
    if (field === undefined) {
      set(POISON);
      continue;
    }
    const name = freeName(binding.name, phis);
    let isUnset = left.length > 0;
    for (const { side, result, val } of going) {
      const value = it.toValue(val, undefined, span, { ...place, frame: side.frame });
      if (value.kind !== "absent") result[name] = value;
      // A side that leaves need not have assigned it: nobody reads it after that.
      isUnset ||= value.kind === "absent" ? !exitsOf(side.completion).falls : val.kind === "symbolic" && val.isUnset === true;
    }
    phis[name] = isUnset ? { ...field, optional: true } : field;
    const ref = symbolic({ kind: "ref", node: id, path: [name] });
    set(isUnset ? { ...ref, isUnset } : ref);
  }
  return { results, phis, completion, commit: () => commits.forEach((commit) => commit()) };
}

/** Whether the region's success says all about the assignment: no node of it comes after. */
export const isExact = (frame: Frame, binding: Binding): boolean =>
  frame.log.every((entry) => entry.binding !== binding || (entry.exact && entry.nodes === frame.size));

/** Variables from outside that either side has written, in the order of their first assignment. */
function assignedOutside(sides: readonly [Side, Side]): readonly Binding[] {
  const all = new Set<Binding>();
  for (const side of sides) for (const binding of side.frame.written) if (binding.frame !== side.frame) all.add(binding);
  return [...all];
}

const sameConstant = (left: Val, right: Val): boolean => {
  const [a, b] = [asKnown(left), asKnown(right)];
  return a !== undefined && b !== undefined && JSON.stringify(a.value) === JSON.stringify(b.value);
};

export function fieldOf(it: Interpreter, binding: Binding, span: Span): Field | undefined {
  const learned = binding.field ?? pushedField(it, binding);
  if (learned !== undefined) return learned;
  const result = it.frontend.variableType(binding.handle);
  if ("type" in result) return result.optional ? { type: result.type, optional: true } : { type: result.type };
  const reason = result.problems[0]?.reason ?? "it has none";
  it.report(body("DW2117", { span }, { text: binding.name, reason: `it ${reason}` }));
  return undefined;
}

export const freeName = (wanted: string, taken: Readonly<Record<string, unknown>>): string => {
  let name = wanted;
  for (let count = 2; Object.hasOwn(taken, name); count += 1) name = `${wanted}-${count}`;
  return name;
};

function mergeCompletions(
  it: Interpreter,
  id: string,
  sides: readonly [Side, Side],
  results: readonly [Record<string, Value>, Record<string, Value>],
  phis: Record<string, Field>,
  place: Place,
  span: Span,
): Completion {
  const ends = sides.map((side, index) => ({ ...exitsOf(side.completion), frame: side.frame, result: results[index] ?? {} }));
  const kinds = EXITS.filter((exit) => ends.some(({ exits }) => exits.has(exit)));
  const falls = ends.some((end) => end.falls);
  const always = kinds.length < 2 && !falls;
  const refTo = (name: string): Value => ({ kind: "ref", node: id, path: [name] });
  const exits = new Map<Exit, Value>();
  for (const kind of kinds) {
    const flag = FLAGS[kind];
    exits.set(kind, refTo(flag));
    if (always) continue;
    phis[flag] = BOOLEAN;
    // A side that throws never yields; the name is there so that every side has it.
    for (const end of ends) end.result[flag] = end.exits.get(kind) ?? literal(false);
  }
  const field = place.fn.returns;
  if (!kinds.includes("return") || field === undefined) return completionOf({ exits, val: UNDEFINED, falls });
  phis["value"] = always ? field : { ...field, optional: true };
  for (const { exits: own, val, frame, result } of ends) {
    const value = own.has("return") ? it.toValue(val, undefined, span, { ...place, frame }) : undefined;
    if (value !== undefined && value.kind !== "absent") result["value"] = value;
  }
  return completionOf({ exits, val: symbolic(refTo("value")), falls });
}

const EXITS: readonly Exit[] = ["return", "break", "continue"];
/** No variable can be called like the last two; the first ones come before any variable's name. */
const FLAGS: Readonly<Record<Exit, string>> = { return: "done", break: "break", continue: "continue" };
