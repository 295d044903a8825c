/** How often a loop can turn at most: told by a counter that every turn moves towards what it is compared with. */
import type { BinaryOperator, Expression, Statement } from "../frontend/syntax.ts";
import { bindingOf } from "./binding-of.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import type { Binding } from "./scope.ts";
import { asKnown } from "./values.ts";
import { exitsIn, walk, type Syntax } from "./walk-syntax.ts";
import { writtenIn } from "./written.ts";

/** What a loop gets whose bound is a value of the run, or whose counter begins with one. Targets can unfold no more. */
export const MOST_TURNS = 10_000;

export interface LoopCode {
  readonly test: Expression | undefined;
  readonly update: Expression | undefined;
  readonly body: Statement;
}

/** Undefined = nothing says that it ends. */
export function boundOf(it: Interpreter, code: LoopCode, place: Place): number | undefined {
  if (code.test === undefined) return undefined;
  const bounds = conjuncts(code.test).flatMap((test) => boundBy(it, test, code, place) ?? []);
  return bounds.length === 0 ? undefined : Math.max(1, Math.min(...bounds));
}

const conjuncts = (test: Expression): readonly Expression[] =>
  test.kind === "binary" && test.op === "&&" ? [...conjuncts(test.left), ...conjuncts(test.right)] : [test];

const MIRRORED: Partial<Record<BinaryOperator, BinaryOperator>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

function boundBy(it: Interpreter, test: Expression, code: LoopCode, place: Place): number | undefined {
  if (test.kind === "update" && test.op === "--") return boundOfCountdown(it, test.operand, code, place);
  if (test.kind !== "binary") return undefined;
  const mirrored = MIRRORED[test.op];
  if (mirrored === undefined) return undefined;
  return (
    boundOfCounter(it, { counter: test.left, op: test.op, limit: test.right }, code, place) ??
    boundOfCounter(it, { counter: test.right, op: mirrored, limit: test.left }, code, place)
  );
}

/** `while (left--)`: down to zero, which it meets in steps of one. */
function boundOfCountdown(it: Interpreter, counter: Expression, code: LoopCode, place: Place): number | undefined {
  const binding = bindingOf(it, counter, place);
  const first = binding === undefined ? undefined : asKnown(place.frame.valueOf(binding))?.value;
  if (binding === undefined || stepOf(it, binding, code, place) !== -1 || typeof first !== "number") return undefined;
  return Number.isInteger(first) && first >= 0 && isOnlyChange(it, binding, code, place) ? first + 1 : undefined;
}

const isOnlyChange = (it: Interpreter, binding: Binding, { update, body }: LoopCode, place: Place): boolean =>
  ![body, ...(update === undefined ? [] : [update])].some((part) => writtenIn(it, [part], place).assigned.has(binding));

interface Comparison {
  readonly counter: Expression;
  readonly op: BinaryOperator;
  readonly limit: Expression;
}

function boundOfCounter(it: Interpreter, { counter, op, limit }: Comparison, code: LoopCode, place: Place): number | undefined {
  const name = counter.kind === "update" ? counter.operand : counter;
  const binding = bindingOf(it, name, place);
  const step = binding === undefined ? undefined : stepOf(it, binding, code, place);
  if (binding === undefined || step === undefined || step > 0 !== op.startsWith("<")) return undefined;
  const first = asKnown(place.frame.valueOf(binding))?.value;
  const last = constantOf(it, limit, code, place);
  if (typeof first !== "number" || typeof last !== "number") return MOST_TURNS;
  const distance = ((last - first) * Math.sign(step)) / Math.abs(step);
  // One more where the counter moves while it is compared.
  return (op.endsWith("=") ? Math.floor(distance) + 1 : Math.ceil(distance)) + (counter.kind === "update" ? 1 : 0);
}

/** The limit, if it is constant and stays what it is. */
function constantOf(it: Interpreter, limit: Expression, { test, update, body }: LoopCode, place: Place): unknown {
  const { assigned } = writtenIn(it, [body, ...[test, update].filter((part) => part !== undefined)], place);
  const isMoved = [...walk(limit)].some(
    (node) => node.kind === "identifier" && [...assigned].some((each) => bindingOf(it, node, place) === each),
  );
  if (isMoved || it.startsSteps(limit, place)) return undefined;
  const { result, failed } = it.speculate(() => asKnown(it.evaluate(limit, place, {}))?.value);
  return failed ? undefined : result;
}

/** The least that a turn moves the counter by; undefined = it need not move, or may move back. */
function stepOf(it: Interpreter, binding: Binding, { test, update, body }: LoopCode, place: Place): number | undefined {
  const isCounter = (node: Syntax): boolean =>
    (node.kind === "identifier" || node.kind === "update") &&
    bindingOf(it, node.kind === "update" ? node.operand : node, place) === binding;
  const changes = [test, update, body]
    .filter((part) => part !== undefined)
    .flatMap((part) => [...walk(part)])
    .filter((node) => changesOf(it, node, place).has(binding));
  const steps = changes.map((change) => deltaOf(it, change, isCounter, place));
  if (steps.length === 0 || !steps.every((step) => step !== undefined && step !== 0)) return undefined;
  const known = steps.filter((step) => step !== undefined);
  if (new Set(known.map(Math.sign)).size !== 1) return undefined;
  const certain = new Set<Syntax>([
    // A turn follows only where every part of the test holds.
    ...(test === undefined ? [] : conjuncts(test).flatMap(certainIn)),
    ...(update === undefined ? [] : certainIn(update)),
    ...certainInBody(body),
  ]);
  const sure = changes.flatMap((change, index) => (certain.has(change) ? (known[index] ?? []) : []));
  return sure.length === 0 ? undefined : sure.reduce((least, step) => (Math.abs(step) < Math.abs(least) ? step : least));
}

const changesOf = (it: Interpreter, node: Syntax, place: Place): ReadonlySet<Binding> =>
  node.kind === "assignment" || node.kind === "update" ? writtenIn(it, [node], place).assigned : new Set();

/** By how much an assignment moves the counter, if that is a constant. */
function deltaOf(it: Interpreter, change: Syntax, isCounter: (node: Syntax) => boolean, place: Place): number | undefined {
  if (change.kind === "update") return isCounter(change) ? (change.op === "++" ? 1 : -1) : undefined;
  if (change.kind !== "assignment") return undefined;
  const constant = (expression: Expression): number | undefined => {
    const value = it.speculate(() => asKnown(it.evaluate(expression, place, {}))?.value).result;
    return typeof value === "number" ? value : undefined;
  };
  const negated = (value: number | undefined): number | undefined => (value === undefined ? undefined : -value);
  if (change.op === "+=") return constant(change.value);
  if (change.op === "-=") return negated(constant(change.value));
  const sum = change.value;
  if (change.op !== "=" || sum.kind !== "binary" || !isCounter(sum.left)) return undefined;
  return sum.op === "+" ? constant(sum.right) : sum.op === "-" ? negated(constant(sum.right)) : undefined;
}

/** Parts of an expression that are evaluated whenever it is. */
function certainIn(expression: Expression): readonly Syntax[] {
  if (expression.kind === "binary" && (expression.op === "&&" || expression.op === "||" || expression.op === "??"))
    return [expression, ...certainIn(expression.left)];
  if (expression.kind === "binary") return [expression, ...certainIn(expression.left), ...certainIn(expression.right)];
  return [expression];
}

/** Expressions of statements that every turn reaches, but for those that leave the loop. */
function certainInBody(body: Statement): readonly Syntax[] {
  const found: Syntax[] = [];
  for (const statement of body.kind === "block" ? body.statements : [body]) {
    if (statement.kind === "expression") found.push(...certainIn(statement.expression));
    if (exitsIn(statement).has("continue")) break;
  }
  return found;
}
