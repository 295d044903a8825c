/** `list.push(…)` on a list that the body has made itself: how lists are filled. Where it stands in a region of its own, the variable gets a new list. */
import { unionOf } from "@dagwright/ir";
import type { Field, Type, Value } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { TypeResult } from "../frontend/frontend.ts";
import type { Expression, Handle } from "../frontend/syntax.ts";
import { bindingOf } from "./binding-of.ts";
import { boundaryTo } from "./boundaries.ts";
import type { Call } from "./calls.ts";
import { defineCode } from "./glue-values.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { knownItems } from "./known-items.ts";
import { markAwaited } from "./mark-awaited.ts";
import { copyingMethods } from "./mutations.ts";
import type { Binding } from "./scope.ts";
import { known, POISON, symbolic, type Val } from "./values.ts";
import { type Written } from "./written.ts";

/** A list or an object that nobody else may hold: made by a literal here, and filled since. */
export const isOwnData = (val: Val): boolean =>
  val.kind === "list" || val.kind === "record"
    ? val.owner !== undefined && val.owner.kind !== "constant"
    : val.kind === "symbolic" && val.isOwn === true;

interface Added {
  readonly val: Val;
  /** None = an item of a list that is spread. */
  readonly expression: Expression | undefined;
  readonly isSpread: boolean;
}

export function pushOnto(it: Interpreter, list: Val, at: Expression, call: Call, place: Place): Val {
  const added = call.args.flatMap((argument): readonly Added[] => {
    if (argument.kind !== "spread") return [{ val: it.evaluate(argument, place, {}), expression: argument, isSpread: false }];
    const val = it.evaluate(argument.operand, place, {});
    const items = knownItems(val)?.map((item): Added => ({ val: item, expression: undefined, isSpread: false }));
    return items ?? [{ val, expression: argument.operand, isSpread: true }];
  });
  if (added.some(({ val }) => val.kind === "poison")) return POISON;
  const binding = bindingOf(it, at, place);
  if (binding !== undefined) for (const argument of call.args) learn(it, binding, argument);
  const isOpen = added.some(({ isSpread }) => isSpread);
  if (list.kind === "list" && list.owner === place.frame && (binding === undefined || binding.frame === place.frame) && !isOpen) {
    list.items.push(...added.map(({ val }) => val));
    return known(list.items.length);
  }
  const boundary = binding === undefined ? undefined : boundaryTo(binding, place);
  // The list of a parameter is the caller's.
  if (binding === undefined || boundary === "constant" || isParameter(it, at) || isShared(list, binding, place)) {
    refuse(it, at.text, call);
    return POISON;
  }
  if (boundary !== undefined) {
    it.report(body(boundary === "turn" ? "DW2402" : "DW2115", call, { text: at.text }));
    return POISON;
  }
  const promise = added.find(({ val }) => isPromise(val));
  if (promise !== undefined && isInTurn(binding, place)) {
    it.report(
      body("DW2202", promise.expression ?? call, { text: (promise.expression ?? call).text, help: (promise.expression ?? call).text }),
    );
    markAwaited(it, promise.val);
    place.frame.assign(binding, POISON);
    return POISON;
  }
  const longer: Val =
    list.kind === "list" && !isOpen
      ? { kind: "list", items: [...list.items, ...added.map(({ val }) => val)], owner: place.frame }
      : joined(it, list, added, binding, call, place);
  if (longer.kind === "poison") return longer;
  place.frame.assign(binding, longer);
  return longer.kind === "list"
    ? known(longer.items.length)
    : symbolic({ kind: "length", operand: it.toValue(longer, at, at.span, place) });
}

/** A list that is only known while running, with more behind it. */
function joined(it: Interpreter, list: Val, added: readonly Added[], binding: Binding, call: Call, place: Place): Val {
  const type = listType(it, binding, call);
  if (type === undefined) return POISON;
  const values: Record<string, Value> = { list: it.toValue(list, undefined, call.span, place) };
  const fields: Record<string, Field> = { list: { type } };
  const parts = added.map(({ val, expression, isSpread }, index) => {
    const name = `item${index === 0 ? "" : index + 1}`;
    const field = (expression === undefined ? undefined : fieldOfResult(it.frontend.typeOf(expression))) ?? {
      type: isSpread ? type : type.items,
    };
    values[name] = it.toValue(val, expression, expression?.span ?? call.span, place);
    fields[name] = field;
    return isSpread ? `...value.${name}` : field.optional === true ? `value.${name} ?? null` : `value.${name}`;
  });
  const val = defineCode(
    it,
    call,
    `[...value.list, ${parts.join(", ")}]`,
    { value: { kind: "record", fields: values }, type: { type: { kind: "object", fields }, optional: false } },
    { type, optional: false },
    place,
  );
  const definition = val.kind === "symbolic" && val.value.kind === "ref" ? it.definitions.of(val.value) : undefined;
  if (definition !== undefined) definition.name = binding.name;
  return val.kind === "symbolic" ? { ...val, isOwn: true } : val;
}

const isPromise = (val: Val): boolean => val.kind === "started" || val.kind === "asyncCall" || val.kind === "each" || val.kind === "all";

/** Whether a loop hands the list on: what is started in a turn has to end in it. */
function isInTurn(binding: Binding, place: Place): boolean {
  for (let frame: Place["frame"] | undefined = place.frame; frame !== undefined && frame !== binding.frame; frame = frame.parent)
    if (frame.kind === "turn") return true;
  return false;
}

function isParameter(it: Interpreter, name: Expression): boolean {
  const declaration = it.frontend.resolve(name);
  return declaration?.kind === "local" && declaration.parameter;
}

/** Whether each list that turns of a loop push to has one name only; reported if not. */
export function areUnshared(it: Interpreter, { pushed }: Written, place: Place): boolean {
  const shared = [...pushed].filter(([binding]) => {
    const list = place.frame.valueOf(binding);
    return isOwnData(list) && isShared(list, binding, place);
  });
  for (const [binding, call] of shared) refuse(it, binding.name, call);
  return shared.length === 0;
}

function refuse(it: Interpreter, list: string, call: Expression): void {
  const args = call.kind === "call" ? call.args.map((argument) => argument.text).join(", ") : "";
  it.report(body("DW2109", call, { text: call.text, help: copyingMethods.get("push")?.(list, args) ?? "make a new list" }));
}

/** Whether another variable that is visible here holds the same list: it would have to grow as well. */
export function isShared(list: Val, binding: Binding, place: Place): boolean {
  const holds = (val: Val): boolean =>
    val === list ||
    (val.kind === "symbolic" && list.kind === "symbolic" && JSON.stringify(val.value) === JSON.stringify(list.value)) ||
    (val.kind === "list" && val.items.some(holds)) ||
    (val.kind === "record" && [...val.fields.values()].some(holds));
  for (let scope: Place["scope"] | undefined = place.scope; scope !== undefined; scope = scope.parent)
    if (scope.own.some((other) => other !== binding && holds(place.frame.valueOf(other)))) return true;
  return false;
}

const learned = new WeakMap<Interpreter, Map<Handle, Type[]>>();

/** What is pushed tells the type of a list that was declared without one: `const list = []`. */
export function learn(it: Interpreter, binding: Binding, argument: Expression): void {
  const result = it.frontend.typeOf(argument.kind === "spread" ? argument.operand : argument);
  if (!("type" in result)) return;
  const { type } = result;
  const items = argument.kind !== "spread" ? type : type.kind === "array" ? type.items : type.kind === "tuple" ? unionOf(type.items) : type;
  let all = learned.get(it);
  if (all === undefined) learned.set(it, (all = new Map<Handle, Type[]>()));
  const types = all.get(binding.handle) ?? [];
  all.set(binding.handle, types);
  if (!types.some((type) => JSON.stringify(type) === JSON.stringify(items))) types.push(items);
}

/** The type of a list that says nothing of its own. */
export function pushedField(it: Interpreter, binding: Binding): Field | undefined {
  const types = learned.get(it)?.get(binding.handle);
  if (types === undefined || "type" in it.frontend.variableType(binding.handle)) return undefined;
  return { type: { kind: "array", items: unionOf(types) } };
}

export function listType(it: Interpreter, binding: Binding, at: Pick<Expression, "span">): (Type & { kind: "array" }) | undefined {
  const own = it.frontend.variableType(binding.handle);
  const type = "type" in own ? own.type : (it.frontend.listWithNull(binding.handle) ?? pushedField(it, binding)?.type);
  if (type?.kind === "array") return type;
  const reason = "problems" in own ? (own.problems[0]?.reason ?? "has none") : "is no list";
  it.report(body("DW2117", at, { text: binding.name, reason: `it ${reason}` }));
  return undefined;
}

const fieldOfResult = (result: TypeResult): Field | undefined =>
  "type" in result ? { type: result.type, ...(result.optional ? { optional: true } : {}) } : undefined;
