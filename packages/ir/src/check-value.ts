/** Checks a value against the place it stands in: one pass that finds type, presence and path problems; each rule reports its own kind. */
import { CodecError, printType, type Field, type Json, type Path, type Ref, type Type, type Types, type Value } from "@dagwright/protocol";
import { misfitOf } from "./assignable.ts";
import { decided } from "./facts.ts";
import { typeOfRef, typeOfValue, under, type PathProblem, type Surroundings } from "./infer.ts";
import type { Inferred } from "./inferred.ts";
import { normalizeJson } from "./inputs.ts";
import { own } from "./own.ts";
import { BOOLEAN_TYPE, membersOf, NUMBER_TYPE, resolveType, withoutNull } from "./types.ts";

export type ValueProblem =
  /** Something of one type where another is wanted. `path` is inside the place: `.scores[]`. */
  | { readonly kind: "type"; readonly path: string; readonly found: string; readonly wanted: string; readonly value: Value }
  /** A constant of the right type that breaks a limit of it; `reason` ends a sentence about it. */
  | { readonly kind: "limit"; readonly path: string; readonly reason: string; readonly value: Value }
  /** Something that may be absent where a value is required. */
  | { readonly kind: "absent"; readonly path: string; readonly wanted: string; readonly value: Value }
  /** Operands that an operator does not take. */
  | { readonly kind: "operands"; readonly operator: string; readonly found: string; readonly wanted: string; readonly value: Value }
  /** An operand, or a value read through, that may be absent. */
  | { readonly kind: "absentOperand"; readonly operator: string; readonly value: Value }
  | { readonly kind: "path"; readonly ref: Ref; readonly problem: PathProblem };

/** Everything wrong with a value in a place that wants `expected`; none = anything goes. Never throws. */
export function checkValue(value: Value, expected: Field | undefined, at: Surroundings): readonly ValueProblem[] {
  const problems: ValueProblem[] = [];
  check(value, expected, at, "", problems);
  return problems;
}

function check(value: Value, expected: Field | undefined, at: Surroundings, path: string, problems: ValueProblem[]): void {
  const { types } = at.document;
  switch (value.kind) {
    case "literal":
      if (expected !== undefined) checkConstant(value.value, value, expected, types, path, problems);
      return;
    case "absent":
      if (expected !== undefined && expected.optional !== true)
        problems.push({ kind: "absent", path, wanted: printType(expected.type), value });
      return;
    case "ref": {
      const { found, problem } = typeOfRef(value, at);
      if (problem !== undefined) problems.push({ kind: "path", ref: value, problem });
      compareWith(found, value, expected, types, path, problems);
      return;
    }
    case "conditional": {
      checkOperand(value.test, "?:", BOOLEAN_TYPE, at, problems);
      const known = decided(value.test, at.facts);
      if (known !== false) check(value.then, expected, under(at, value.test, true), path, problems);
      if (known !== true) check(value.else, expected, under(at, value.test, false), path, problems);
      return;
    }
    case "whenSucceeded":
      check(value.value, expected, at, path, problems);
      check(value.otherwise, expected, at, path, problems);
      return;
    case "coalesce":
      checkCoalesce(value, expected, at, path, problems);
      return;
    case "list":
      checkList(value, expected, at, path, problems);
      return;
    case "record":
      checkRecord(value, expected, at, path, problems);
      return;
    case "compare":
    case "and":
    case "or":
    case "not":
    case "arithmetic":
    case "length":
    case "template":
    case "glue":
      checkOperands(value, at, problems);
      compareWith(typeOfValue(value, at), value, expected, types, path, problems);
  }
}

function compareWith(
  found: Inferred,
  value: Value,
  expected: Field | undefined,
  types: Types,
  path: string,
  problems: ValueProblem[],
): void {
  if (expected === undefined || found.kind === "unknown") return;
  const wanted = printType(expected.type);
  if (found.kind === "absent") {
    if (expected.optional !== true) problems.push({ kind: "absent", path, wanted, value });
    return;
  }
  const misfit = misfitOf(found.type, expected.type, types);
  if (misfit !== undefined) problems.push({ kind: "type", path: path + misfit.path, found: misfit.found, wanted: misfit.wanted, value });
  if (found.optional && expected.optional !== true) problems.push({ kind: "absent", path, wanted, value });
}

function checkConstant(constant: Json, value: Value, expected: Field, types: Types, path: string, problems: ValueProblem[]): void {
  try {
    normalizeJson(constant, expected.type, types, "");
  } catch (error) {
    // Anything else comes of a type that cannot be used, which `known-types` reports.
    if (!(error instanceof CodecError)) return;
    if (error.isLimit) {
      problems.push({ kind: "limit", path: path + error.path, reason: error.reason, value });
      return;
    }
    problems.push({
      kind: "type",
      path: path + error.path,
      found: clipped(JSON.stringify(constant)),
      wanted: printType(expected.type),
      value,
    });
  }
}

const clipped = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

function checkCoalesce(
  value: Value & { kind: "coalesce" },
  expected: Field | undefined,
  at: Surroundings,
  path: string,
  problems: ValueProblem[],
): void {
  check(value.left, undefined, at, path, problems);
  check(value.right, expected, at, path, problems);
  const left = typeOfValue(value.left, at);
  if (left.kind !== "value") return;
  const rest = withoutNull(left.type, at.document.types);
  if (rest !== undefined)
    compareWith({ kind: "value", type: rest, optional: false }, value.left, expected, at.document.types, path, problems);
}

function checkList(
  value: Value & { kind: "list" },
  expected: Field | undefined,
  at: Surroundings,
  path: string,
  problems: ValueProblem[],
): void {
  const { types } = at.document;
  const type = expected === undefined ? undefined : resolveType(expected.type, types);
  const inner = (item: Value, index: number, wanted: Type | undefined): void => {
    // An absent item of a list becomes `null`.
    const optional = wanted !== undefined && (membersOf(wanted, types)?.some((member) => member.kind === "null") ?? true);
    check(item, wanted === undefined ? undefined : { type: wanted, optional }, at, `${path}[${index}]`, problems);
  };
  if (type?.kind === "array") value.items.forEach((item, index) => inner(item, index, type.items));
  else if (type?.kind === "tuple" && type.items.length === value.items.length)
    value.items.forEach((item, index) => inner(item, index, type.items[index]));
  else {
    value.items.forEach((item, index) => inner(item, index, undefined));
    compareWith(typeOfValue(value, at), value, expected, types, path, problems);
  }
}

function checkRecord(
  value: Value & { kind: "record" },
  expected: Field | undefined,
  at: Surroundings,
  path: string,
  problems: ValueProblem[],
): void {
  const { types } = at.document;
  const type = expected === undefined ? undefined : resolveType(expected.type, types);
  if (type?.kind !== "object") {
    for (const [name, member] of Object.entries(value.fields)) check(member, undefined, at, `${path}.${name}`, problems);
    compareWith(typeOfValue(value, at), value, expected, types, path, problems);
    return;
  }
  for (const [name, member] of Object.entries(value.fields)) check(member, own(type.fields, name), at, `${path}.${name}`, problems);
  for (const [name, field] of Object.entries(type.fields)) {
    if (field.optional !== true && !Object.hasOwn(value.fields, name))
      problems.push({ kind: "absent", path: `${path}.${name}`, wanted: printType(field.type), value });
  }
}

type Operation = Value & { kind: "compare" | "and" | "or" | "not" | "arithmetic" | "length" | "template" | "glue" };

function checkOperands(value: Operation, at: Surroundings, problems: ValueProblem[]): void {
  switch (value.kind) {
    case "compare":
      checkComparison(value, at, problems);
      return;
    case "and":
    case "or": {
      const operator = value.kind === "and" ? "&&" : "||";
      checkOperand(value.left, operator, BOOLEAN_TYPE, at, problems);
      checkOperand(value.right, operator, BOOLEAN_TYPE, under(at, value.left, value.kind === "and"), problems);
      return;
    }
    case "not":
      checkOperand(value.operand, "!", BOOLEAN_TYPE, at, problems);
      return;
    case "arithmetic":
      checkOperand(value.left, value.op, NUMBER_TYPE, at, problems);
      checkOperand(value.right, value.op, NUMBER_TYPE, at, problems);
      return;
    case "length":
      checkKinds(value.operand, ".length", "text or a list", ["string", "array", "tuple"], at, problems);
      return;
    case "template":
      for (const part of value.parts)
        checkKinds(part, "`${…}`", "text, a number or a boolean", ["string", "number", "boolean"], at, problems);
      return;
    case "glue":
      for (const [name, root] of Object.entries(value.roots)) {
        check(
          root.value,
          root.optional === true ? { type: root.type, optional: true } : { type: root.type },
          at,
          ` (${name} in \`${value.source}\`)`,
          problems,
        );
      }
  }
}

function checkOperand(operand: Value, operator: string, type: Type, at: Surroundings, problems: ValueProblem[]): void {
  checkKinds(operand, operator, `a ${type.kind}`, [type.kind], at, problems);
}

function checkKinds(
  operand: Value,
  operator: string,
  wanted: string,
  kinds: readonly string[],
  at: Surroundings,
  problems: ValueProblem[],
): void {
  check(operand, undefined, at, "", problems);
  const found = typeOfValue(operand, at);
  if (found.kind === "unknown") return;
  if (found.kind === "absent" || found.optional) problems.push({ kind: "absentOperand", operator, value: operand });
  if (found.kind === "absent") return;
  const actual = kindsOf(found.type, at.document.types);
  if (actual !== undefined && !actual.every((kind) => kinds.includes(kind))) {
    problems.push({ kind: "operands", operator, found: printType(found.type), wanted, value: operand });
  }
}

/** The kinds of a type's members, a literal counted as what it is a literal of. */
function kindsOf(type: Type, types: Types): readonly string[] | undefined {
  return membersOf(type, types)?.flatMap((member) =>
    member.kind === "literal" ? member.values.map((value) => typeof value) : [member.kind],
  );
}

function checkComparison(value: Value & { kind: "compare" }, at: Surroundings, problems: ValueProblem[]): void {
  check(value.left, undefined, at, "", problems);
  check(value.right, undefined, at, "", problems);
  const [left, right] = [typeOfValue(value.left, at), typeOfValue(value.right, at)];
  const isEquality = value.op === "===" || value.op === "!==";
  if (!isEquality) {
    for (const [side, found] of [[value.left, left] as const, [value.right, right] as const]) {
      if (found.kind === "absent" || (found.kind === "value" && found.optional))
        problems.push({ kind: "absentOperand", operator: value.op, value: side });
    }
  }
  if (left.kind !== "value" || right.kind !== "value") return;
  const { types } = at.document;
  const kinds = [kindsOf(left.type, types), kindsOf(right.type, types)];
  const [a, b] = kinds.map((side) => side && new Set(isEquality ? side.filter((kind) => kind !== "null") : side));
  // Against `null` alone, anything may be compared.
  if (a === undefined || b === undefined || (isEquality && (a.size === 0 || b.size === 0))) return;
  const [kind, ...others] = new Set([...a, ...b]);
  const allowed: readonly (string | undefined)[] = isEquality ? ["string", "number", "boolean"] : ["string", "number"];
  if (others.length > 0 || !allowed.includes(kind)) {
    problems.push({
      kind: "operands",
      operator: value.op,
      found: `${printType(left.type)} and ${printType(right.type)}`,
      wanted: `two ${isEquality ? "texts, numbers or booleans" : "numbers or texts"}`,
      value,
    });
  }
}

export const pathText = (path: Path): string =>
  path
    .map((key) => (typeof key === "number" ? `[${key}]` : /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`))
    .join("");
