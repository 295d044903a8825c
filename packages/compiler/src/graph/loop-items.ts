/** What a `for…of` over a value of the run goes through: a list, or the entries of one. */
import type { Type, Value } from "@dagwright/protocol";
import type { Expression, Pattern } from "../frontend/syntax.ts";
import { itemTypeOf } from "./each.ts";
import { defineCode } from "./glue-values.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import type { Val } from "./values.ts";
import { namesOf } from "./walk-syntax.ts";

export const INDEX: Type = { kind: "number", integer: true, minimum: 0 };

export interface LoopItems {
  /** The list. */
  readonly expression: Expression;
  readonly val: Val;
  /** `list.entries()`: every item comes with its index. */
  readonly isEntries: boolean;
  /** The item of a turn of a loop that counts. */
  at(it: Interpreter, list: Value, type: Type, index: Val, pattern: Pattern, place: Place): Val;
}

export function listOf(it: Interpreter, expression: Expression, place: Place): LoopItems {
  const list = entriesOf(it, expression);
  const source = list ?? expression;
  return {
    expression: source,
    val: it.evaluate(source, place, {}),
    isEntries: list !== undefined,
    at: (_, items, type, index, pattern, at) => {
      const item = itemAt(it, { items, type, index, source, pattern, place: at });
      return list === undefined ? item : entry(index, item, at);
    },
  };
}

export const entry = (index: Val, item: Val, { frame }: Place): Val => ({ kind: "list", items: [index, item], owner: frame });

export const itemOf = (it: Interpreter, { expression }: LoopItems): Type | undefined => itemTypeOf(it, expression);

function entriesOf(it: Interpreter, expression: Expression): Expression | undefined {
  if (
    expression.kind !== "call" ||
    expression.callee.kind !== "property" ||
    expression.callee.name !== "entries" ||
    expression.args.length > 0
  )
    return undefined;
  const list = expression.callee.object;
  const type = it.frontend.typeOf(list);
  return "type" in type && (type.type.kind === "array" || type.type.kind === "tuple") ? list : undefined;
}

interface ItemRead {
  readonly items: Value;
  readonly type: Type;
  readonly index: Val;
  readonly source: Expression;
  readonly pattern: Pattern;
  readonly place: Place;
}

function itemAt(it: Interpreter, { items, type, index, source, pattern, place }: ItemRead): Val {
  const item = defineCode(
    it,
    { ...source, text: `${source.text}[index]` },
    "value.list[value.index]",
    {
      value: { kind: "record", fields: { list: items, index: it.toValue(index, undefined, source.span, place) } },
      type: {
        type: { kind: "object", fields: { list: { type: { kind: "array", items: type } }, index: { type: INDEX } } },
        optional: false,
      },
    },
    { type, optional: false },
    place,
  );
  const definition = item.kind === "symbolic" && item.value.kind === "ref" ? it.definitions.of(item.value) : undefined;
  const [name] = namesOf(pattern);
  if (definition !== undefined && pattern.kind === "name") definition.name = name;
  return item;
}
