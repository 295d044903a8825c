/** A `for…of` over a value of the run whose turns share nothing: a fan-out of one at a time, which collects what is pushed. */
import type { Field, Type, Value } from "@dagwright/protocol";
import type { Statement } from "../frontend/syntax.ts";
import type { Completion } from "./completion.ts";
import { NORMAL } from "./completion.ts";
import type { Frame } from "./frame.ts";
import { defineCode } from "./glue-values.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { entry, INDEX, type LoopItems } from "./loop-items.ts";
import { isOwnData, listType } from "./pushes.ts";
import type { Binding } from "./scope.ts";
import { asKnown, POISON, symbolic, UNDEFINED, type Val } from "./values.ts";
import { namesOf } from "./walk-syntax.ts";
import type { Written } from "./written.ts";

export interface TurnsPlan {
  readonly statement: Statement & { kind: "forOf" };
  readonly items: LoopItems;
  readonly itemType: Type;
  readonly written: Written;
  readonly turn: (place: Place, item: Val) => Completion;
}

/** What the turns give for one list: an item each, or a list each. */
interface Collected {
  readonly binding: Binding;
  readonly before: Val;
  readonly type: Type & { kind: "array" };
  readonly isSingle: boolean;
  /** Its items may be `undefined`. */
  readonly isOpen: boolean;
  readonly value: Value;
}

export function executeTurns(it: Interpreter, { statement, items, itemType, written, turn }: TurnsPlan, place: Place): Completion {
  const list = it.toValue(items.val, items.expression, items.expression.span, place);
  const id = it.ids.allocate("for");
  const names = statement.pattern.kind === "name" || items.isEntries ? namesOf(statement.pattern).toReversed() : [];
  const item = it.ids.allocate(names[0] ?? "item");
  const index = it.ids.allocate(names[1] ?? "index");
  const frame = it.frame("turn", place.frame);
  // A list that this body did not make cannot be filled; the push says so.
  const lists = [...written.pushed.keys()].filter((binding) => isOwnData(place.frame.valueOf(binding)));
  frame.carried = new Set(lists);
  for (const binding of lists) frame.begin(binding, { kind: "list", items: [], owner: frame });
  const inner = { ...place, frame };
  const itemVal = symbolic({ kind: "ref", node: item, path: [] });
  const indexVal: Val = { ...symbolic({ kind: "ref", node: index, path: [] }), type: { type: INDEX, optional: false } };
  turn(inner, items.isEntries ? entry(indexVal, itemVal, inner) : itemVal);

  const collected = lists.flatMap((binding) => collect(it, binding, frame, statement, place) ?? []);
  const { value, field } = gathered(collected);
  const started = it.start({ span: statement.span }, statement.text, id, place, UNDEFINED, (base) => ({
    ...base,
    kind: "forEach",
    items: list,
    itemType,
    item,
    index,
    concurrency: 1,
    onFailure: "stopStarting",
    as: "values",
    body: it.close(frame, value === undefined ? {} : { value }),
    ...(field === undefined ? {} : { collect: field }),
  }));
  place.frame.await(started, it.now());
  for (const one of collected) {
    const val = filled(it, one, collected.length === 1, id, statement, place);
    // How many turns there were before a failure is not known.
    place.frame.assign(one.binding, val.kind === "symbolic" ? { ...val, isOwn: true } : val, false);
  }
  return NORMAL;
}

function collect(it: Interpreter, binding: Binding, frame: Frame, statement: Statement, place: Place): Collected | undefined {
  const val = frame.valueOf(binding);
  if (val.kind === "poison") {
    place.frame.assign(binding, POISON);
    return undefined;
  }
  if (val.kind === "list" && val.items.length === 0) return undefined;
  const type = listType(it, binding, statement);
  if (type === undefined) return undefined;
  const [only, ...others] = val.kind === "list" ? val.items : [];
  const isSingle = only !== undefined && others.length === 0;
  const value = it.toValue(isSingle ? only : val, undefined, statement.span, { ...place, frame });
  const isOpen = isSingle && it.frontend.listWithNull(binding.handle) !== undefined;
  return { binding, before: place.frame.valueOf(binding), type, isSingle, isOpen, value };
}

/** The result of a turn: of one list what it adds, of several a record of that. */
function gathered(collected: readonly Collected[]): { readonly value?: Value; readonly field?: Field } {
  const fieldOf = ({ type, isSingle, isOpen, value }: Collected): Field => {
    const one: Type = isSingle ? type.items : type;
    return value.kind === "absent" || isOpen ? { type: one, optional: true } : { type: one };
  };
  const [first, ...others] = collected;
  if (first === undefined) return {};
  if (others.length === 0) return { value: first.value, field: fieldOf(first) };
  return {
    value: { kind: "record", fields: Object.fromEntries(collected.map((one) => [one.binding.name, one.value])) },
    field: { type: { kind: "object", fields: Object.fromEntries(collected.map((one) => [one.binding.name, fieldOf(one)])) } },
  };
}

/** The list after the loop: what it held, and what the turns have added. */
function filled(it: Interpreter, one: Collected, isAlone: boolean, id: string, statement: Statement, place: Place): Val {
  const { binding, before, type, isSingle } = one;
  const turns: Value = { kind: "ref", node: id, path: [] };
  const held = asKnown(before)?.value;
  const isEmpty = Array.isArray(held) && held.length === 0;
  if (isEmpty && isAlone && isSingle) return symbolic(turns);
  const each: Type = isSingle ? type.items : type;
  const turn: Type = isAlone ? each : { kind: "object", fields: { [binding.name]: { type: each } } };
  const name = JSON.stringify(binding.name);
  const added = isAlone
    ? isSingle
      ? "value.turns"
      : "value.turns.flat()"
    : `value.turns.${isSingle ? "map" : "flatMap"}((turn) => turn[${name}])`;
  const fields = {
    turns: { value: turns, field: { type: { kind: "array", items: turn } } },
    ...(isEmpty ? {} : { before: { value: it.toValue(before, undefined, statement.span, place), field: { type } } }),
  } as const;
  const val = defineCode(
    it,
    { ...statement, text: binding.name },
    isEmpty ? added : `[...value.before, ...${added}]`,
    {
      value: { kind: "record", fields: Object.fromEntries(Object.entries(fields).map(([key, { value }]) => [key, value])) },
      type: {
        type: { kind: "object", fields: Object.fromEntries(Object.entries(fields).map(([key, { field }]) => [key, field])) },
        optional: false,
      },
    },
    { type, optional: false },
    place,
  );
  const definition = val.kind === "symbolic" && val.value.kind === "ref" ? it.definitions.of(val.value) : undefined;
  if (definition !== undefined) definition.name = binding.name;
  return val;
}
