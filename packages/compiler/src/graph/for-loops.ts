/** `for…of` and counted `for`: unrolled over constants; over outputs a fan-out of one at a time. */
import { body } from "../diagnostics/body.ts";
import type { Expression, FunctionExpression, Statement } from "../frontend/syntax.ts";
import { NORMAL, type Completion } from "./completion.ts";
import type { Interpreter, Part, Place } from "./interpreter.ts";
import { knownItems, MOST_COPIES } from "./known-items.ts";
import { bindPattern } from "./patterns.ts";
import { Scope } from "./scope.ts";
import { asKnown, type FunctionVal, type Val } from "./values.ts";
import { walk } from "./walk-syntax.ts";

export function executeForOf(it: Interpreter, statement: Statement & { kind: "forOf" }, place: Place): Completion {
  const items = it.evaluate(statement.items, place, {});
  if (items.kind === "poison") return NORMAL;
  const constants = knownItems(items);
  if (constants === undefined) return executeSequentialEach(it, statement, items, place);
  if (constants.length > MOST_COPIES) {
    it.report(body("DW2409", statement.items, { count: constants.length }));
    return NORMAL;
  }
  const turns = constants.map((item) => (at: Place): Completion => {
    const scope = new Scope(place.scope);
    const inner = { ...at, scope };
    bindPattern(
      it,
      statement.pattern,
      statement.await ? it.awaitVal(item, statement.items, inner) : item,
      statement.items,
      inner,
      statement.declaration !== "const",
    );
    return it.executeBlock([statement.body], inner);
  });
  return runTurns(it, turns, place);
}

/** Turn after turn; what a conditional `return` leaves goes on in its branch. */
function runTurns(it: Interpreter, turns: readonly ((place: Place) => Completion)[], place: Place): Completion {
  let stopped = false;
  const parts = turns.map((turn): Part => ({
    run: (at) => {
      if (stopped) return NORMAL;
      const completion = turn(at);
      if (completion.kind === "break") stopped = true;
      return completion.kind === "break" || completion.kind === "continue" ? NORMAL : completion;
    },
  }));
  return it.sequence(parts, place);
}

export function executeFor(it: Interpreter, statement: Statement & { kind: "for" }, place: Place): Completion {
  const scope = new Scope(place.scope);
  const outer = { ...place, scope };
  const { init, test, update } = statement;
  if (init !== undefined) it.execute([isStatement(init) ? init : { ...init, kind: "expression", expression: init }], outer);
  const inner = { ...place, scope };
  for (let count = 0; ; count += 1) {
    const holds = test === undefined ? undefined : asKnown(it.evaluate(test, inner, {}));
    if (holds === undefined || count > MOST_COPIES) {
      it.report(body("DW2403", statement));
      return NORMAL;
    }
    if (!Boolean(holds.value)) return NORMAL;
    const completion = it.executeBlock([statement.body], { ...place, scope: new Scope(scope) });
    if (completion.kind === "break") return NORMAL;
    if (completion.kind === "maybe") it.report(body("DW2407", statement, { text: "return" }));
    if (completion.kind !== "normal" && completion.kind !== "continue") return completion;
    if (update !== undefined) it.evaluate(update, inner, {});
  }
}

const isStatement = (node: Statement | Expression): node is Statement =>
  node.kind === "variable" || node.kind === "expression" || node.kind === "block" || node.kind === "empty";

/** One item after the other, stopping at the first failure. */
function executeSequentialEach(it: Interpreter, statement: Statement & { kind: "forOf" }, items: Val, place: Place): Completion {
  for (const part of walk(statement.body, (node) => node.kind !== "function")) {
    if (part.kind === "return") it.report(body("DW2408", part));
  }
  const call = { ...statement.items, span: statement.span, text: statement.text };
  const callback: FunctionVal = { kind: "function", fn: bodyFunction(statement), scope: place.scope, name: undefined, module: false };
  it.awaitVal(
    { kind: "each", items, itemsExpression: statement.items, callback, concurrency: 1, call, isLoop: true },
    statement.items,
    place,
    { name: "for" },
  );
  return NORMAL;
}

/** The loop's body as the function of a fan-out. */
function bodyFunction({ span, text, handle, pattern, body: loop }: Statement & { kind: "forOf" }): FunctionExpression {
  return {
    kind: "function",
    span,
    text,
    handle,
    arrow: true,
    async: true,
    generator: false,
    parameters: [{ span: pattern.span, text: pattern.text, handle: pattern.handle, pattern, rest: false }],
    body: loop.kind === "block" ? loop : { kind: "block", span, text, handle, statements: [loop] },
  };
}
