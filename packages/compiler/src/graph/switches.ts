/** `switch`: branch after branch, in the order in which JavaScript compares. A case that falls through runs a copy of what follows it. */
import type { Json, Type, Value } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { TypeResult } from "../frontend/frontend.ts";
import type { Expression, Statement } from "../frontend/syntax.ts";
import { branch } from "./branches.ts";
import { absorbed, NORMAL, type Completion } from "./completion.ts";
import { defineCode, nameDefinition } from "./glue-values.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { areComparable, isOnly, kindsOf, type Kinds } from "./kinds.ts";
import { binary, foldBinary } from "./operators.ts";
import { Scope } from "./scope.ts";
import { evaluateTruth, FALSE, TRUE, truthOf } from "./truth.ts";
import { asKnown, type Val } from "./values.ts";

type Switch = Statement & { kind: "switch" };

/** Cases that lead to the same statements. */
interface Entry {
  readonly tests: readonly Expression[];
  readonly statements: readonly Statement[];
}

export function executeSwitch(it: Interpreter, statement: Switch, place: Place): Completion {
  const evaluated = nameDefinition(it, it.evaluate(statement.subject, place), undefined, place);
  if (evaluated.kind === "poison") return NORMAL;
  const scope = new Scope(place.scope);
  const { entries, otherwise } = entriesOf(statement);
  const isExhaustive = coversAll(it, evaluated, statement, place);
  // Nothing of the statement comes after a case.
  const run = (statements: readonly Statement[], at: Place): Completion =>
    absorbed(it.execute(statements, { ...at, scope: new Scope(scope) }), ["break"]);

  const go = (index: number, at: Place): Completion => {
    const entry = entries[index];
    if (entry === undefined) return run(otherwise, at);
    // TypeScript knows that the subject is one of the cases: the last one needs no test.
    const condition = isExhaustive && index === entries.length - 1 ? TRUE : conditionOf(it, evaluated, statement.subject, entry.tests, at);
    if (condition.kind === "literal") return condition.value === true ? run(entry.statements, at) : go(index + 1, at);
    const [first] = entry.tests;
    return branch(it, {
      condition,
      span: first?.span ?? statement.span,
      text: statement.text,
      name: "case",
      place: at,
      then: (inner) => run(entry.statements, inner),
      else: (inner) => go(index + 1, inner),
    });
  };
  return go(0, { ...place, scope });
}

function entriesOf({ cases }: Switch): { readonly entries: readonly Entry[]; readonly otherwise: readonly Statement[] } {
  const entries: Entry[] = [];
  let tests: Expression[] = [];
  let otherwise: readonly Statement[] = [];
  for (const [index, { test, statements }] of cases.entries()) {
    if (test === undefined) otherwise = from(cases, index);
    else tests.push(test);
    // `case "a": case "b": …` is one way in; a `default` between them has another.
    const next = cases[index + 1];
    if (tests.length === 0 || (test !== undefined && statements.length === 0 && next?.test !== undefined)) continue;
    if (test !== undefined) entries.push({ tests, statements: from(cases, index) });
    tests = [];
  }
  return { entries, otherwise };
}

/** The statements of a case and, as long as nothing leaves, of those after it. */
function from(cases: Switch["cases"], index: number): readonly Statement[] {
  const all: Statement[] = [];
  for (const { statements } of cases.slice(index)) {
    all.push(...statements);
    if (statements.some(leaves)) break;
  }
  return all;
}

function leaves(statement: Statement): boolean {
  switch (statement.kind) {
    case "break":
    case "continue":
    case "return":
    case "throw":
      return true;
    case "block":
      return statement.statements.some(leaves);
    case "if":
      return statement.else !== undefined && leaves(statement.then) && leaves(statement.else);
    default:
      return false;
  }
}

function conditionOf(it: Interpreter, subject: Val, at: Expression, tests: readonly Expression[], place: Place): Value {
  const conditions: Value[] = [];
  for (const test of tests) {
    const condition = equals(it, subject, at, test, place);
    if (condition.kind !== "literal") conditions.push(condition);
    else if (condition.value === true) return conditions.reduceRight((right, left) => ({ kind: "or", left, right }), condition);
  }
  const [first, ...others] = conditions;
  return first === undefined ? FALSE : others.reduce<Value>((left, right) => ({ kind: "or", left, right }), first);
}

/** `subject === test`. */
function equals(it: Interpreter, subject: Val, at: Expression, test: Expression, place: Place): Value {
  const truth = asKnown(subject)?.value;
  // `switch (true)`: the cases are conditions.
  if (typeof truth === "boolean" && it.frontend.facts(test).primitive === "boolean") {
    const condition = evaluateTruth(it, test, place);
    if (condition === "poison") return FALSE;
    if (condition.kind === "literal") return condition.value === truth ? TRUE : FALSE;
    return truth ? condition : { kind: "not", operand: condition };
  }
  const wanted = nameDefinition(it, it.evaluate(test, place), undefined, place);
  if (wanted.kind === "poison") return FALSE;
  const [left, right] = [asKnown(subject), asKnown(wanted)];
  const folded = left === undefined || right === undefined ? undefined : foldBinary("===", left.value, right.value);
  if (folded !== undefined) return truthOf(it, folded, test, place);
  const kinds = [kindsOf(it, subject, at), kindsOf(it, wanted, test)] as const;
  const [a, b] = [it.toValue(subject, at, at.span, place), it.toValue(wanted, test, test.span, place)];
  if (areComparable(...kinds)) return valueOf(binary("===", a, b, kinds));
  const [types, text] = [[typeOf(it, subject, at), typeOf(it, wanted, test)] as const, `${at.text} === ${test.text}`];
  const [subjectType, testType] = types;
  if (!isPrimitive(kinds[0]) || !isPrimitive(kinds[1]) || subjectType === undefined || testType === undefined) {
    it.report(body("DW2406", test, { text }));
    return FALSE;
  }
  // Of several kinds, such as `string | number`: JavaScript's own comparison.
  const value: Value = { kind: "record", fields: { subject: a, test: b } };
  const fields = {
    subject: { type: subjectType.type, ...(subjectType.optional ? { optional: true } : {}) },
    test: { type: testType.type, ...(testType.optional ? { optional: true } : {}) },
  };
  const pattern = { ...test, text, kind: "otherPattern", words: "a case" } as const;
  const source = { value, type: { type: { kind: "object", fields }, optional: false } as const };
  return valueOf(defineCode(it, pattern, "value.subject === value.test", source, { type: { kind: "boolean" }, optional: false }, place));
}

const valueOf = (val: Val | undefined): Value => (val?.kind === "symbolic" ? val.value : FALSE);
const isPrimitive = (kinds: Kinds): boolean => !kinds.has("other");

function typeOf(it: Interpreter, val: Val, at: Expression): Extract<TypeResult, { readonly type: Type }> | undefined {
  const result = (val.kind === "symbolic" ? val.type : undefined) ?? it.frontend.typeOf(at);
  return "type" in result ? result : undefined;
}

/** Whether the cases name every value that the subject's type has. */
function coversAll(it: Interpreter, subject: Val, { subject: at, cases }: Switch, place: Place): boolean {
  if (asKnown(subject) !== undefined || isOnly(kindsOf(it, subject, at), "other")) return false;
  const type = typeOf(it, subject, at);
  const values = type === undefined ? undefined : literalsOf(type.type);
  if (values === undefined || type === undefined) return false;
  const tested: unknown[] = cases.flatMap(({ test }): unknown[] => {
    const { result } = test === undefined ? { result: undefined } : it.speculate(() => asKnown(it.evaluate(test, place)));
    return result === undefined ? [] : [result.value];
  });
  return [...values, ...(type.optional ? [undefined] : [])].every((value) => tested.includes(value));
}

function literalsOf(type: Type): readonly Json[] | undefined {
  switch (type.kind) {
    case "literal":
      return type.values;
    case "boolean":
      return [true, false];
    case "null":
      return [null];
    case "union": {
      const all = type.members.map(literalsOf);
      return all.every((values) => values !== undefined) ? all.flat() : undefined;
    }
    default:
      return undefined;
  }
}
