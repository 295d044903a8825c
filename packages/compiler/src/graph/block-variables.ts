/** A variable that a block of code changes: what it holds before, and how its value leaves. */
import { holdsArtifacts, type Field, type Type } from "@dagwright/protocol";
import type { TypeResult } from "../frontend/frontend.ts";
import type { Statement } from "../frontend/syntax.ts";
import type { GlueVariable } from "../passes/glue-source.ts";
import { bindingOf } from "./binding-of.ts";
import { isSolidIn, withoutNull } from "./certain.ts";
import { addConstant, addRoot, declaredType, openPart, pathOf, take, type Parts } from "./glue-parts.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { isOwnData, learn, pushedField } from "./pushes.ts";
import type { Binding } from "./scope.ts";
import { asKnown, type Val } from "./values.ts";
import { isPattern, walk } from "./walk-syntax.ts";
import { namesIn, pushedList } from "./written.ts";

export interface BlockVariable {
  readonly binding: Binding;
  readonly variable: GlueVariable;
  /** None = it has no schema: only glue can read it. */
  readonly field: Field | undefined;
  /** The body may go on to fill it. */
  readonly isOwn: boolean;
}

interface Changed {
  readonly binding: Binding;
  readonly statement: Statement;
  readonly isMutated: boolean;
}

export function blockVariable(it: Interpreter, changed: Changed, place: Place, parts: Parts): BlockVariable {
  const { binding, statement, isMutated } = changed;
  learnPushed(it, binding, statement, place);
  const before = place.frame.valueOf(binding);
  const field = fieldOf(it, changed, before, place);
  // What has no schema is made anew anyway.
  const copy = !isMutated || field === undefined ? "none" : holdsArtifacts(field.type, it.frontend.types()) ? "shallow" : "deep";
  const variable: GlueVariable = { name: binding.name, from: initialOf(it, binding, before, statement, place, parts), copy };
  return { binding, variable, field, isOwn: isMutated || isOwnData(before) };
}

function initialOf(it: Interpreter, binding: Binding, before: Val, statement: Statement, place: Place, parts: Parts): GlueVariable["from"] {
  const constant = asKnown(before);
  if (constant !== undefined)
    return constant.value === undefined ? undefined : { kind: "constant", key: addConstant(parts, binding.name, binding, constant.value) };
  const part = parts.before.get(binding);
  if (part !== undefined) return { kind: "source", source: part };
  const opaque = before.kind === "symbolic" && before.value.kind === "ref" ? it.definitions.of(before.value) : undefined;
  if (opaque?.isOpaque === true) return { kind: "source", source: take(opaque, pathOf(before), parts) };
  const [use] = it.frontend.freeNames(statement).find(({ name }) => name === binding.name)?.uses ?? [];
  if (use === undefined || before.kind === "function" || before.kind === "named") {
    parts.failed = true;
    return undefined;
  }
  if (it.frontend.listWithNull(binding.handle) !== undefined)
    return { kind: "source", source: openPart(it, parts, binding.name, before, use, binding, place) };
  const type = declaredType(it, binding);
  return {
    kind: "root",
    key: addRoot(it, parts, binding.name, binding, before, use, place, type === undefined ? undefined : { code: statement, type }),
  };
}

/** After a path on which nothing was assigned there is nothing; and what nothing assigns is not there, whatever the declaration allows. */
function fieldOf(it: Interpreter, { binding, statement }: Changed, before: Val, place: Place): Field | undefined {
  const result = it.frontend.variableType(binding.handle);
  const field = binding.field ?? pushedField(it, binding) ?? ("type" in result ? fieldIn(result) : undefined);
  if (field === undefined) return undefined;
  const constant = asKnown(before);
  if (constant !== undefined && constant.value === undefined) return { ...field, optional: true };
  const given = [constant === undefined ? field : fieldOfConstant(constant.value), ...assignedIn(it, binding, statement, place)];
  if (given.some((one) => one === undefined)) return field;
  const types = it.frontend.types();
  const isThere = given.every((one) => one?.optional !== true);
  const isSolid = given.every((one) => one !== undefined && isSolidIn(one.type, types));
  const type = isSolid ? withoutNull(field.type, types) : field.type;
  return field.optional === true && !isThere ? { type, optional: true } : { type };
}

const fieldIn = ({ type, optional }: Extract<TypeResult, { readonly type: Type }>): Field => (optional ? { type, optional } : { type });

const fieldOfConstant = (value: unknown): Field => ({
  type: value === null ? { kind: "null" } : { kind: "record", values: { kind: "null" } },
});

/** The types of what is assigned to the variable; undefined among them = it cannot be told. */
function assignedIn(it: Interpreter, binding: Binding, statement: Statement, place: Place): readonly (Field | undefined)[] {
  return [...walk(statement)].flatMap((node): readonly (Field | undefined)[] => {
    if (node.kind === "forOf" && node.declaration === "none") return [undefined];
    if (node.kind !== "assignment") return [];
    if (isPattern(node.target)) return namesIn(node.target).some((name) => bindingOf(it, name, place) === binding) ? [undefined] : [];
    if (bindingOf(it, node.target, place) !== binding) return [];
    // The others compute with what is there, and give a value.
    if (node.op !== "=" && !["&&=", "||=", "??="].includes(node.op)) return [];
    const result = it.frontend.typeOf(node.value);
    return ["type" in result ? fieldIn(result) : undefined];
  });
}

function learnPushed(it: Interpreter, binding: Binding, statement: Statement, place: Place): void {
  for (const node of walk(statement)) {
    const list = pushedList(node);
    if (list === undefined || node.kind !== "call" || bindingOf(it, list, place) !== binding) continue;
    for (const argument of node.args) learn(it, binding, argument);
  }
}
