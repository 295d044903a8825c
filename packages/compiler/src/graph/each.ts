/** Fan-out over a list that is only known while running: one node whose body is read once, over an item. */
import type { Field, Type } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { Expression } from "../frontend/syntax.ts";
import type { Started } from "./frame.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { namesOf } from "./walk-syntax.ts";
import { knownItems } from "./known-items.ts";
import { startStep } from "./steps.ts";
import { symbolic, UNDEFINED, type EachVal, type Val } from "./values.ts";

const INDEX: Type = { kind: "number", integer: true, minimum: 0 };

export function startEach(it: Interpreter, each: EachVal, place: Place, name: string | undefined): Started {
  const leave = each.within === undefined ? undefined : it.frontend.enterCall(each.within);
  const started = startHere(it, each, place, name);
  leave?.();
  return started;
}

function startHere(it: Interpreter, each: EachVal, place: Place, name: string | undefined): Started {
  const { callback, call } = each;
  const settled = each.join === "settled";
  const items = it.toValue(each.items, each.itemsExpression, each.itemsExpression.span, place);
  const id = it.ids.allocate(name ?? "each");
  const parameters = callback.kind === "function" ? callback.fn.parameters.map((parameter) => parameter.pattern) : [];
  const nameOf = (index: number, otherwise: string): string => {
    const pattern = parameters[index];
    return pattern?.kind === "name" ? (namesOf(pattern)[0] ?? otherwise) : otherwise;
  };
  const item = it.ids.allocate(nameOf(0, "item"));
  const index = it.ids.allocate(nameOf(1, "index"));
  const frame = it.frame("each", place.frame);
  const args: readonly Val[] = [
    symbolic({ kind: "ref", node: item, path: [] }),
    { ...symbolic({ kind: "ref", node: index, path: [] }), type: { type: INDEX, optional: false } },
    each.items,
  ];
  const itemType = itemTypeOf(it, each.itemsExpression) ?? { kind: "null" };
  const { val, field } = runBody(it, each, args, { ...place, frame }, itemType);
  const value = field === undefined ? undefined : it.toValue(val, undefined, call.span, { ...place, frame });
  const region = it.close(frame, value === undefined || value.kind === "absent" ? {} : { value });
  const count = knownItems(each.items)?.length;
  const all = (index?: number): Val => symbolic({ kind: "ref", node: id, path: index === undefined ? [] : [index] });
  if (count !== undefined) it.tuples.add(id);
  if (settled) it.settled.set(id, frame.throws);
  // A list of known length keeps it: it is a tuple to TypeScript.
  const result: Val =
    field === undefined && !settled
      ? UNDEFINED
      : count === undefined
        ? all()
        : { kind: "list", items: Array.from({ length: count }, (_, at) => all(at)), owner: place.frame };
  const started = it.start({ span: call.span }, call.text, id, place, result, (base) => ({
    ...base,
    kind: "forEach",
    items,
    itemType,
    item,
    index,
    concurrency: each.concurrency,
    onFailure: each.concurrency === null ? "settle" : "stopStarting",
    as: settled ? "settled" : "values",
    body: region,
    ...(field === undefined ? {} : { collect: field }),
  }));
  started.called = each.called ?? started.called;
  return started;
}

function runBody(
  it: Interpreter,
  { callback, call }: EachVal,
  args: readonly Val[],
  place: Place,
  itemType: Type,
): { readonly val: Val; readonly field: Field | undefined } {
  if (callback.kind === "step") {
    const [item] = args;
    const started = startStep(it, callback, item ?? UNDEFINED, call, place, {}, itemType);
    return { val: it.awaitVal(started, call, place), field: callback.step.output };
  }
  const output = it.frontend.outputOf(callback.fn.handle);
  if ("problems" in output) {
    it.report(body("DW2111", callback.fn, { text: call.text, reason: output.problems[0]?.reason ?? "has no schema" }));
    return { val: UNDEFINED, field: undefined };
  }
  return { val: it.invoke(callback.fn, callback.scope, args, place.frame, output.field), field: output.field };
}

export function itemTypeOf(it: Interpreter, list: Expression): Type | undefined {
  const result = it.frontend.typeOf(list);
  if ("type" in result) {
    if (result.type.kind === "array") return result.type.items;
    if (result.type.kind === "tuple") return unionOf(result.type.items);
  }
  const [problem] = "problems" in result ? result.problems : [{ reason: "is not a list", help: undefined }];
  it.report(body("DW2111", list, { text: list.text, reason: problem?.reason ?? "has no schema", help: problem?.help }));
  return undefined;
}

function unionOf(types: readonly Type[]): Type {
  const distinct = [...new Map(types.map((type) => [JSON.stringify(type), type])).values()];
  const [only, ...others] = distinct;
  return only !== undefined && others.length === 0 ? only : { kind: "union", members: distinct };
}
