/** Object and array literals, with spreads of what is closed. */
import type { Value } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { Expression } from "../frontend/syntax.ts";
import { holdsGlue } from "./choices.ts";
import { select } from "./data-value.ts";
import { define } from "./glue-values.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { knownItems } from "./known-items.ts";
import { markAwaited } from "./mark-awaited.ts";
import { evaluateTruth } from "./truth.ts";
import { asKnown, POISON, symbolic, type FunctionVal, type Val } from "./values.ts";

type ObjectLiteral = Expression & { kind: "object" };

export function evaluateObject(it: Interpreter, expression: ObjectLiteral, place: Place): Val {
  const fields = new Map<string, Val>();
  let isPoisoned = false;
  for (const member of expression.members) {
    switch (member.kind) {
      case "property": {
        const val = it.evaluate(member.value, place, { name: member.name });
        isPoisoned ||= val.kind === "poison";
        fields.set(member.name, val);
        break;
      }
      case "computed": {
        const key = asKnown(it.evaluate(member.key, place, {}));
        if (typeof key?.value !== "string" && typeof key?.value !== "number") return withOpenKey(it, expression, member.key, place);
        fields.set(String(key.value), it.evaluate(member.value, place, {}));
        break;
      }
      case "spread": {
        const spread = spreadFields(it, member.operand, place);
        if (spread === undefined) return { kind: "glue", expression, scope: place.scope };
        if (spread === "poison") {
          isPoisoned = true;
          break;
        }
        for (const { name, val, optional } of spread) {
          const earlier = fields.get(name);
          // What the spread leaves out stays what it was.
          fields.set(name, optional && earlier !== undefined ? orElse(it, val, earlier, member.operand, place) : val);
        }
        break;
      }
      case "method":
        if (!member.accessor && !member.fn.generator) {
          fields.set(member.name, { kind: "function", fn: member.fn, scope: place.scope, name: undefined, module: false });
          break;
        }
        it.report(body("DW2104", member, member));
        isPoisoned = true;
        break;
    }
  }
  return isPoisoned ? POISON : { kind: "record", fields, owner: place.frame };
}

/** After a spread of named fields, TypeScript forgets a key that it does not know: nobody downstream would see it. */
function withOpenKey(it: Interpreter, expression: ObjectLiteral, key: Expression, { scope }: Place): Val {
  const result = it.frontend.typeOf(expression);
  if (!("type" in result) || result.type.kind !== "object") return { kind: "glue", expression, scope };
  const reason = `has the key \`[${key.text}]\`, which its type does not tell; spread a \`Record<string, …>\`, or put what is open into a field of its own`;
  it.report(body("DW2111", expression, { text: expression.text, reason }));
  return POISON;
}

function orElse(it: Interpreter, val: Val, earlier: Val, at: Expression, place: Place): Val {
  return symbolic(filled(it.toValue(val, at, at.span, place), it.toValue(earlier, at, at.span, place)));
}

/** The value, with another in place of what is absent. */
function filled(value: Value, earlier: Value): Value {
  switch (value.kind) {
    case "absent":
      return earlier;
    case "literal":
    case "record":
    case "list":
    case "template":
      return value;
    case "conditional":
      return { ...value, then: filled(value.then, earlier), else: filled(value.else, earlier) };
    default: {
      const test: Value = { kind: "compare", op: "===", left: value, right: { kind: "absent" } };
      return { kind: "conditional", test, then: earlier, else: value };
    }
  }
}

interface SpreadField {
  readonly name: string;
  readonly val: Val;
  readonly optional: boolean;
}

/** The fields a spread stands for; undefined = they are not all known. */
function spreadFields(it: Interpreter, operand: Expression, place: Place): readonly SpreadField[] | "poison" | undefined {
  const val = chosenRecord(it, operand, place) ?? it.evaluate(operand, place, {});
  if (val.kind === "poison") return "poison";
  if (val.kind === "record") return [...val.fields].map(([name, field]) => ({ name, val: field, optional: false }));
  const constant = asKnown(val);
  if (constant !== undefined) {
    const { value } = constant;
    if (value === null || typeof value !== "object") return [];
    return Object.entries(value).map(([name, field]) => ({ name, val: { kind: "known", value: field }, optional: false }));
  }
  const chosen = val.kind === "symbolic" ? keysOf(val.value) : undefined;
  if (val.kind === "symbolic" && chosen !== undefined) {
    const part = (name: string): Value => select(val.value, name) ?? { kind: "absent" };
    return [...chosen].map(([name, always]) => ({ name, val: symbolic(part(name)), optional: !always }));
  }
  const properties = it.frontend.facts(operand).closedProperties;
  if (properties === undefined) return val.kind === "started" ? promised(it, val, operand) : undefined;
  if (val.kind === "started" || val.kind === "asyncCall" || val.kind === "each" || val.kind === "all") return promised(it, val, operand);
  const source = val.kind === "glue" ? define(it, operand, place, "value") : val;
  if (source.kind !== "symbolic") return source.kind === "poison" ? "poison" : undefined;
  const fields: SpreadField[] = [];
  for (const { name, optional } of properties) {
    const part = select(source.value, name);
    if (part === undefined) return undefined;
    fields.push({ name, val: symbolic(part), optional });
  }
  return fields;
}

/** `...(test && { … })`, which spreads nothing where the test does not hold. */
function chosenRecord(it: Interpreter, operand: Expression, place: Place): Val | undefined {
  if (operand.kind !== "binary" || operand.op !== "&&" || operand.right.kind !== "object") return undefined;
  const test = evaluateTruth(it, operand.left, place);
  if (test === "poison") return POISON;
  if (test.kind === "literal") return test.value === true ? it.evaluate(operand.right, place, {}) : { kind: "record", fields: new Map() };
  if (it.startsSteps(operand.right, place)) return undefined;
  const record = it.evaluate(operand.right, place, {});
  if (record.kind === "poison" || holdsGlue(record)) return record.kind === "poison" ? record : undefined;
  const then = it.toValue(record, operand.right, operand.right.span, place);
  return symbolic({ kind: "conditional", test, then, else: { kind: "absent" } });
}

/** The keys of a value that is written out on every path, and whether each is there on all of them; undefined = they are not known. */
function keysOf(value: Value): ReadonlyMap<string, boolean> | undefined {
  switch (value.kind) {
    case "record":
      return new Map(Object.keys(value.fields).map((key) => [key, true]));
    case "absent":
      return new Map();
    case "literal":
      if (typeof value.value === "string" || Array.isArray(value.value)) return undefined;
      return new Map(Object.keys(value.value ?? {}).map((key) => [key, true]));
    case "conditional": {
      const [then, otherwise] = [keysOf(value.then), keysOf(value.else)];
      if (then === undefined || otherwise === undefined) return undefined;
      return new Map([...then.keys(), ...otherwise.keys()].map((key) => [key, then.get(key) === true && otherwise.get(key) === true]));
    }
    default:
      return undefined;
  }
}

function promised(it: Interpreter, val: Val, operand: Expression): "poison" {
  markAwaited(it, val);
  it.report(body("DW2201", operand, operand));
  return "poison";
}

export function evaluateArray(it: Interpreter, expression: Expression & { kind: "array" }, place: Place): Val {
  const items: Val[] = [];
  let open: Expression | undefined;
  for (const element of expression.elements) {
    if (element.kind === "hole") {
      items.push({ kind: "known", value: undefined });
      continue;
    }
    if (element.kind !== "spread") {
      items.push(
        isPromiseChoice(it, element) && it.startsSteps(element, place) ? laterChoice(it, element, place) : it.evaluate(element, place, {}),
      );
      continue;
    }
    const spread = it.evaluate(element.operand, place, {});
    const known = spread.kind === "poison" ? [spread] : knownItems(spread);
    if (known === undefined) open ??= element.operand;
    else items.push(...known);
    if (spread.kind === "each") items.push(spread);
  }
  const list: Val = { kind: "list", items, owner: place.frame };
  if (items.some((item) => item.kind === "poison")) {
    markAwaited(it, list);
    return POISON;
  }
  if (open === undefined) return list;
  if (!items.some(isPromise)) return { kind: "glue", expression, scope: place.scope };
  it.report(body("DW2103", open, open));
  markAwaited(it, list);
  return POISON;
}

/** `ready ? a() : undefined`, `ready && a()`: a promise on one side at least. */
function isPromiseChoice(it: Interpreter, element: Expression): boolean {
  const isSide = (side: Expression): boolean => it.frontend.facts(side).isPromise || isPromiseChoice(it, side);
  if (element.kind === "conditional") return isSide(element.then) || isSide(element.else);
  return element.kind === "binary" && (element.op === "&&" || element.op === "||" || element.op === "??") && isSide(element.right);
}

/** As if it were written `(async () => ready ? a() : undefined)()`. */
function laterChoice(it: Interpreter, element: Expression, { scope }: Place): Val {
  const { span, text, handle } = element;
  const fn = { span, text, handle, kind: "function", arrow: true, async: true, generator: false, parameters: [], body: element } as const;
  const target: FunctionVal = { kind: "function", fn, scope, name: undefined, module: false };
  return { kind: "asyncCall", called: it.now(), fn: target, args: [], call: element, isDirect: true };
}

const isPromise = (val: Val): boolean => val.kind === "started" || val.kind === "asyncCall" || val.kind === "each" || val.kind === "all";
