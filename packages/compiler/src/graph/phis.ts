/** What two alternative regions leave behind for the code after them: variables, and the value of a `return`. */
import type { Region } from "@dagwright/ir";
import type { Field, Span, Value } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { Completion } from "./completion.ts";
import { NORMAL } from "./completion.ts";
import type { Frame } from "./frame.ts";
import type { Interpreter, Place } from "./interpreter.ts";
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

export function mergeSides(it: Interpreter, id: string, sides: readonly [Side, Side], place: Place, span: Span): Merged {
  const results: readonly [Record<string, Value>, Record<string, Value>] = [{}, {}];
  const phis: Record<string, Field> = {};
  const commits: (() => void)[] = [];
  const completion = mergeCompletions(it, id, sides, results, phis, place, span);

  for (const binding of assignedOutside(sides)) {
    const going = sides.flatMap((side, index) =>
      side.completion.kind === "thrown" ? [] : [{ side, result: results[index] ?? {}, val: side.frame.valueOf(binding) }],
    );
    const exact = going.every(({ side }) => isExact(side.frame, binding));
    const set = (val: Val): void => void commits.push(() => place.frame.assign(binding, val, exact));
    const [first, ...others] = going;
    if (first === undefined) continue;
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
    phis[name] = field;
    for (const { side, result, val } of going) {
      const value = it.toValue(val, undefined, span, { ...place, frame: side.frame });
      if (value.kind !== "absent") result[name] = value;
    }
    set(symbolic({ kind: "ref", node: id, path: [name] }));
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
  const result = it.frontend.variableType(binding.handle);
  if ("type" in result) return result.optional ? { type: result.type, optional: true } : { type: result.type };
  const reason = result.problems[0]?.reason ?? "it has none";
  it.report(body("DW2117", { span }, { text: binding.name, reason: `it ${reason}` }));
  return undefined;
}

const freeName = (wanted: string, taken: Readonly<Record<string, unknown>>): string => {
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
  const kinds = sides.map((side) => side.completion.kind);
  const leaves = kinds.find((kind) => kind === "break" || kind === "continue");
  if (leaves !== undefined) {
    it.report(body("DW2407", { span }, { text: leaves }));
    return NORMAL;
  }
  if (kinds.every((kind) => kind === "thrown")) return { kind: "thrown" };
  if (kinds.every((kind) => kind === "normal" || kind === "thrown")) return NORMAL;

  const always = kinds.every((kind) => kind === "returned" || kind === "thrown");
  if (!always) phis["done"] = BOOLEAN;
  const field = place.fn.returns;
  if (field !== undefined) phis["value"] = always ? field : { ...field, optional: true };
  for (const [index, side] of sides.entries()) {
    const result = results[index];
    if (result === undefined) continue;
    const { completion } = side;
    if (completion.kind === "maybe" || completion.kind === "returned") {
      if (!always) result["done"] = completion.kind === "maybe" ? completion.done : literal(true);
      const value = field === undefined ? undefined : it.toValue(completion.val, undefined, span, { ...place, frame: side.frame });
      if (value !== undefined && value.kind !== "absent") result["value"] = value;
    } else if (!always) {
      // A side that throws never yields; the name is there so that every side has it.
      result["done"] = literal(false);
    }
  }
  const val: Val = field === undefined ? UNDEFINED : symbolic({ kind: "ref", node: id, path: ["value"] });
  return always ? { kind: "returned", val } : { kind: "maybe", done: { kind: "ref", node: id, path: ["done"] }, val };
}
