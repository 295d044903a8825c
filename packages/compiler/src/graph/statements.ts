/** Lists of statements: one after the other, with what follows an early `return` moved into the branch that goes on. */
import { body } from "../diagnostics/body.ts";
import type { Expression, Statement } from "../frontend/syntax.ts";
import { afterMaybe } from "./after-maybe.ts";
import { branch } from "./branches.ts";
import { calledFunction } from "./called-function.ts";
import { NORMAL, type Completion } from "./completion.ts";
import { returnedHint } from "./choices.ts";
import { checkEffects, checkStatement } from "./effects.ts";
import { define } from "./glue-values.ts";
import { executeAnyLoop, executeForEach } from "./any-loop.ts";
import type { Interpreter, Part, Place } from "./interpreter.ts";
import { bindPattern, hintOf } from "./patterns.ts";
import { markAwaited } from "./mark-awaited.ts";
import { isTried, returnsPast } from "./promises.ts";
import { Scope } from "./scope.ts";
import { executeSwitch } from "./switches.ts";
import { executeThrow, markOwn } from "./throws.ts";
import { executeTry } from "./tries.ts";
import { evaluateTruth, FALSE } from "./truth.ts";
import { UNDEFINED, type GlueVal } from "./values.ts";
import { walk } from "./walk-syntax.ts";

export const executeStatements = (it: Interpreter, statements: readonly Statement[], place: Place): Completion =>
  sequence(
    it,
    statements.map((statement) => ({ statement, scope: place.scope })),
    place,
  );

export function sequence(it: Interpreter, parts: readonly Part[], place: Place): Completion {
  for (const [index, part] of parts.entries()) {
    const rest = parts.slice(index + 1);
    if ("statement" in part && part.statement.kind === "if") {
      const { completion, consumed } = executeIf(it, part.statement, { ...place, scope: part.scope }, rest);
      if (consumed) return completion;
      if (completion.kind === "normal") continue;
      return afterMaybe(it, completion, rest, place);
    }
    const completion = "run" in part ? part.run(place) : execute(it, part.statement, { ...place, scope: part.scope });
    if (completion.kind !== "normal") return afterMaybe(it, completion, rest, place);
  }
  return NORMAL;
}

function executeIf(
  it: Interpreter,
  statement: Statement & { kind: "if" },
  place: Place,
  rest: readonly Part[],
): { completion: Completion; consumed: boolean } {
  const condition = evaluateTruth(it, statement.test, place);
  const otherwise = statement.else;
  if (condition !== "poison" && condition.kind === "literal") {
    const taken = condition.value === true ? statement.then : otherwise;
    return { completion: taken === undefined ? NORMAL : execute(it, taken, place), consumed: false };
  }
  // One side always leaves: what follows the statement belongs to the other. After a `throw` only if that side knows more of a type: the
  // branch fails anyway.
  const exits = ["return", "break", "continue"] as const;
  const leaves = alwaysLeaves(narrows(it, statement.test) ? [...exits, "throw"] : exits);
  const nestInElse = rest.length > 0 && leaves(statement.then);
  const nestInThen = !nestInElse && rest.length > 0 && otherwise !== undefined && leaves(otherwise);
  const run =
    (side: Statement | undefined, nest: boolean) =>
    (inner: Place): Completion => {
      const first: Part = { run: (at) => (side === undefined ? NORMAL : execute(it, side, { ...at, scope: place.scope })) };
      return sequence(it, nest ? [first, ...rest] : [first], inner);
    };
  const completion = branch(it, {
    // After a mistake in the condition both sides are still looked at.
    condition: condition === "poison" ? FALSE : condition,
    span: statement.span,
    text: statement.text,
    name: "if",
    place,
    then: run(statement.then, nestInThen),
    else: run(otherwise, nestInElse),
  });
  return { completion, consumed: nestInElse || nestInThen };
}

/** Whether every way through the statement ends in one of these. */
const alwaysLeaves =
  (kinds: readonly Statement["kind"][]) =>
  (statement: Statement): boolean => {
    const leaves = alwaysLeaves(kinds);
    if (statement.kind === "block") return statement.statements.some(leaves);
    if (statement.kind === "if") return statement.else !== undefined && leaves(statement.then) && leaves(statement.else);
    return kinds.includes(statement.kind);
  };

/** Whether a condition tells TypeScript more about the type of something: of what may be absent, or is one of several. */
function narrows(it: Interpreter, test: Expression): boolean {
  for (const node of walk(test, (part) => part.kind !== "function")) {
    if (node.kind !== "identifier" && node.kind !== "property" && node.kind !== "element") continue;
    const result = it.frontend.typeOf(node);
    if (
      "type" in result &&
      (result.optional || result.type.kind === "union" || (result.type.kind === "literal" && result.type.values.length > 1))
    )
      return true;
  }
  return false;
}

export function executeBlock(it: Interpreter, statements: readonly Statement[], place: Place): Completion {
  return executeStatements(it, statements, { ...place, scope: new Scope(place.scope) });
}

function execute(it: Interpreter, statement: Statement, place: Place): Completion {
  switch (statement.kind) {
    case "block":
      return executeBlock(it, statement.statements, place);
    case "variable":
      if (statement.declaration === "using") it.report(body("DW2400", statement, { words: "`using`" }));
      for (const { pattern, init } of statement.declarations) {
        const val = init === undefined ? UNDEFINED : it.evaluate(init, place, hintOf(pattern));
        bindPattern(it, pattern, val, init, place, statement.declaration !== "const");
      }
      return NORMAL;
    case "expression":
      if (executeForEach(it, statement, place) === undefined) executeExpression(it, statement.expression, place);
      return NORMAL;
    case "if":
      return executeIf(it, statement, place, []).completion;
    case "return": {
      const hint =
        statement.value === undefined || place.fn.isSync === true || isTried(place) ? {} : returnedHint(statement.value, place.fn.returns);
      const val = statement.value === undefined ? UNDEFINED : it.evaluate(statement.value, place, hint);
      return { kind: "returned", val: returnsPast(it, val, statement.value, place) };
    }
    case "throw":
      return executeThrow(it, statement, place);
    case "try":
      return executeTry(it, statement, place);
    case "forOf":
    case "for":
    case "while":
    case "doWhile":
      return executeAnyLoop(it, statement, place);
    case "switch":
      return executeSwitch(it, statement, place);
    case "break":
    case "continue":
      return { kind: statement.kind };
    case "empty":
      return NORMAL;
    case "otherStatement":
      it.report(body("DW2400", statement, { words: statement.words }));
      return NORMAL;
  }
}

/** An expression whose value nobody reads. */
function executeExpression(it: Interpreter, expression: Expression, place: Place): void {
  const choice = asIf(expression);
  if (choice !== undefined && it.startsSteps(expression, place)) {
    executeIf(it, choice, place, []);
    return;
  }
  const val = it.evaluate(expression, place, {});
  switch (val.kind) {
    case "asyncCall":
    case "each":
    case "all":
      it.report(
        body("DW2202", expression, {
          text: expression.text,
          help:
            val.kind === "each" && val.concurrency === null && !/^Promise\b/u.test(expression.text)
              ? `Promise.all(${expression.text})`
              : expression.text,
        }),
      );
      markAwaited(it, val);
      return;
    case "glue":
      computeForEffect(it, val, place);
      return;
    default:
      return;
  }
}

/** `ready && (await a())`, of which nobody reads the value. */
function asIf(expression: Expression): (Statement & { kind: "if" }) | undefined {
  const { span, text, handle } = expression;
  const run = (side: Expression): Statement => ({
    span: side.span,
    text: side.text,
    handle: side.handle,
    kind: "expression",
    expression: side,
  });
  if (expression.kind === "conditional")
    return { span, text, handle, kind: "if", test: expression.test, then: run(expression.then), else: run(expression.else) };
  if (expression.kind !== "binary" || (expression.op !== "&&" && expression.op !== "||")) return undefined;
  const nothing: Statement = { span, text: "", handle, kind: "empty" };
  const [then, otherwise] = expression.op === "&&" ? [run(expression.right), undefined] : [nothing, run(expression.right)];
  return { span, text, handle, kind: "if", test: expression.left, then, ...(otherwise === undefined ? {} : { else: otherwise }) };
}

/** `check(rows);`: nobody reads what it gives, but it may throw. */
function computeForEffect(it: Interpreter, { expression, scope }: GlueVal, place: Place): void {
  const at = { ...place, scope };
  if (checkStatement(it, expression, at)) return;
  const callee = calledFunction(it, expression);
  if (callee === undefined) {
    checkEffects(it, expression, at);
    return;
  }
  const done = define(it, expression, at, "boolean");
  if (done.kind !== "symbolic") return;
  markOwn(place);
  const id = it.ids.allocate(callee.name);
  const started = it.start({ span: expression.span }, expression.text, id, place, UNDEFINED, (base) => ({
    ...base,
    kind: "compute",
    value: done.value,
    type: { type: { kind: "boolean" } },
  }));
  place.frame.await(started, it.now());
}
