/** `for`, `while` and `do`: unrolled where the turns are known while compiling, else a fan-out of one at a time, or a loop. */
import { body } from "../diagnostics/body.ts";
import type { Expression, Statement } from "../frontend/syntax.ts";
import { bindingOf } from "./binding-of.ts";
import { boundOf, MOST_TURNS } from "./bounds.ts";
import { absorbed, NORMAL, type Completion } from "./completion.ts";
import { isChangeable } from "./block-changes.ts";
import { executeTurns } from "./each-turn.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { itemOf, listOf, type LoopItems } from "./loop-items.ts";
import { executeLoop } from "./loops.ts";
import { knownItems, MOST_COPIES } from "./known-items.ts";
import { mutatedIn } from "./mutated.ts";
import { bindPattern } from "./patterns.ts";
import { areUnshared } from "./pushes.ts";
import { Scope, type Binding } from "./scope.ts";
import { evaluateTruth } from "./truth.ts";
import { runTurns, turnsOf, unrollFor } from "./unroll.ts";
import { asKnown, POISON, UNDEFINED, type Val } from "./values.ts";
import { exitsIn, namesOf, walk, type Syntax } from "./walk-syntax.ts";
import { pushedList, writtenIn, type Written } from "./written.ts";

type ForOf = Statement & { kind: "forOf" };

export function executeForOf(it: Interpreter, statement: ForOf, place: Place): Completion {
  if (statement.declaration === "none") {
    it.report(body("DW2400", statement, { words: `\`for (${statement.pattern.text} of …)\` without \`const\`` }));
    return NORMAL;
  }
  const limited = limitOf(it, statement.items, place);
  if (limited !== undefined) return limited === "poison" ? NORMAL : executeLimited(it, statement, limited, place);
  const items = listOf(it, statement.items, place);
  if (items.val.kind === "poison") return forget(it, statement, place);
  const constants = items.isEntries ? knownItems(items.val)?.map((item, index) => entryOf(index, item)) : knownItems(items.val);
  if (constants === undefined || (constants.length > MOST_NESTED && mayLeave(statement.body) && asKnown(items.val) !== undefined))
    return executeOverOutput(it, statement, items, place);
  if (constants.length > MOST_COPIES) {
    it.report(body("DW2409", statement.items, { count: constants.length }));
    return forget(it, statement, place);
  }
  const turns = constants.map((item) => ({
    span: statement.span,
    run: (at: Place): Completion =>
      executeTurn(it, statement, (inner) => (statement.await ? it.awaitVal(item, statement.items, inner) : item), at),
  }));
  return runTurns(it, turns, place);
}

/** Each turn after one that may leave stands in a branch of it: so many deep, and no deeper. */
const MOST_NESTED = 100;

const mayLeave = (code: Statement): boolean => exitsIn(code).has("break") || exitsIn(code).has("return");

const entryOf = (index: number, item: Val): Val => ({ kind: "list", items: [{ kind: "known", value: index }, item], owner: undefined });

/** One turn with its item; `continue` ends it. */
function executeTurn(it: Interpreter, statement: ForOf, item: (place: Place) => Val, at: Place): Completion {
  const inner = { ...at, scope: new Scope(at.scope) };
  bindPattern(it, statement.pattern, item(inner), statement.items, inner, statement.declaration !== "const");
  return absorbed(it.executeBlock([statement.body], inner), ["continue"]);
}

function executeOverOutput(it: Interpreter, statement: ForOf, items: LoopItems, place: Place): Completion {
  if (statement.await) {
    it.report(body("DW2400", statement, { words: "`for await` over a value of the run" }));
    return forget(it, statement, place);
  }
  const type = itemOf(it, items);
  if (type === undefined) return forget(it, statement, place);
  const written = changedIn(it, [statement.body], place);
  if (!canBeHandedOn(it, statement, written, place)) return forget(it, statement, place);
  const exits = exitsIn(statement.body);
  const isPlain =
    written.assigned.size === 0 && !exits.has("break") && !exits.has("return") && !readsPushed(it, statement.body, written, place);
  const plan = { statement, items, itemType: type, written };
  const turn = (at: Place, item: Val): Completion => executeTurn(it, statement, () => item, at);
  if (isPlain) return executeTurns(it, { ...plan, turn }, place);
  const list = it.toValue(items.val, items.expression, items.expression.span, place);
  return executeLoop(
    it,
    {
      statement,
      name: "for",
      max: MOST_TURNS,
      when: "before",
      test: undefined,
      update: undefined,
      changed: changedBy(written),
      counter: { name: "index", turns: { kind: "length", operand: list } },
      code: statement.body,
      body: (at, index) => turn(at, items.at(it, list, type, index, statement.pattern, at)),
    },
    { ...place, scope: new Scope(place.scope) },
  );
}

/** Whether a turn looks at a list that it, or an earlier turn, pushes to. */
function readsPushed(it: Interpreter, code: Statement, { pushed }: Written, place: Place): boolean {
  const receivers = new Set<Syntax>();
  for (const node of walk(code)) {
    const list = node.kind === "expression" ? pushedList(node.expression) : undefined;
    if (list !== undefined) receivers.add(list);
  }
  return [...walk(code)].some((node) => {
    const binding = node.kind === "identifier" && !receivers.has(node) ? bindingOf(it, node, place) : undefined;
    return binding !== undefined && pushed.has(binding);
  });
}

/** Whether the next turn can get what this one changes: reported if not. */
function canBeHandedOn(it: Interpreter, statement: Statement, written: Written, place: Place): boolean {
  if (!areUnshared(it, written, place)) return false;
  const open = [...written.assigned].flatMap((binding) => {
    const { node = "" } = dataRef(place.frame.valueOf(binding)) ?? {};
    const type = it.definitions.get(node)?.type;
    return type !== undefined && "problems" in type && isChangeable(it, binding, place)
      ? [{ binding, type: it.frontend.variableType(binding.handle) }]
      : [];
  });
  for (const { binding, type } of open) {
    const reason = "problems" in type ? (type.problems[0]?.reason ?? "has no schema") : "has no schema";
    const collection = /^is a (?:Readonly)?(Map|Set)\b/u.exec(reason)?.[1];
    it.report(
      body("DW2117", statement, {
        text: binding.name,
        reason: collection === undefined ? `it ${reason}` : reason,
        ...(collection === "Map" || collection === "Set" ? { collection } : {}),
      }),
    );
  }
  return open.length === 0;
}

const dataRef = (val: Val): { readonly node: string } | undefined =>
  val.kind === "symbolic" && val.value.kind === "ref" ? val.value : undefined;

/** What a turn changes, also in place: that has to be handed on, too. */
function changedIn(it: Interpreter, code: readonly Syntax[], place: Place): Written {
  const { assigned, pushed } = writtenIn(it, code, place);
  const mutated = [...mutatedIn(it, code, place, true)].filter((binding) => isChangeable(it, binding, place));
  return { assigned: new Set([...assigned, ...mutated]), pushed };
}

const changedBy = ({ assigned, pushed }: Written): ReadonlySet<Binding> => new Set([...assigned, ...pushed.keys()]);

/** `loop({ max })`: how many turns; undefined = it is something else. */
function limitOf(it: Interpreter, items: Expression, place: Place): number | "poison" | undefined {
  if (items.kind !== "call" || place.scope.find(items.callee.text) !== undefined) return undefined;
  const callee = it.frontend.resolve(items.callee);
  if (callee?.kind !== "surface" || callee.name !== "loop") return undefined;
  const [options] = items.args;
  const val = options === undefined ? UNDEFINED : it.evaluate(options, place, {});
  const given = asKnown(val)?.value;
  const max = typeof given === "object" && given !== null && "max" in given ? given.max : undefined;
  if (typeof max === "number" && Number.isInteger(max) && max >= 1 && max <= MOST_TURNS) return max;
  const at = options ?? items;
  if (val.kind !== "poison")
    it.report(
      max === undefined ? body("DW2001", at, { text: at.text, what: "`max`" }) : body("DW2413", at, { text: at.text, most: MOST_TURNS }),
    );
  return "poison";
}

function executeLimited(it: Interpreter, statement: ForOf, max: number, place: Place): Completion {
  const exits = exitsIn(statement.body);
  if (!exits.has("break") && !exits.has("return")) {
    it.report(body("DW2412", statement, { text: statement.items.text }));
    return forget(it, statement, place);
  }
  const written = changedIn(it, [statement.body], place);
  if (!canBeHandedOn(it, statement, written, place)) return forget(it, statement, place);
  for (let frame: Place["frame"] | undefined = place.frame; frame !== undefined; frame = frame.parent) frame.throws = true;
  return executeLoop(
    it,
    {
      statement,
      name: "for",
      max,
      when: "before",
      test: undefined,
      update: undefined,
      changed: changedBy(written),
      counter: { name: namesOf(statement.pattern)[0] ?? "turn" },
      code: statement.body,
      body: (at, turn) => executeTurn(it, statement, () => turn, at),
    },
    { ...place, scope: new Scope(place.scope) },
  );
}

export function executeFor(it: Interpreter, statement: Statement & { kind: "for" }, place: Place): Completion {
  const inner = { ...place, scope: new Scope(place.scope) };
  const { init, test, update, body: code } = statement;
  if (init !== undefined) it.execute([isStatement(init) ? init : { ...init, kind: "expression", expression: init }], inner);
  const turns = turnsOf(it, statement, inner, mayLeave(code) ? MOST_NESTED : MOST_COPIES);
  if (turns !== undefined) return unrollFor(it, statement, turns, inner);
  return executeTested(it, { statement, name: "for", when: "before", test, update, code }, inner);
}

const isStatement = (node: Statement | Expression): node is Statement =>
  node.kind === "variable" || node.kind === "expression" || node.kind === "block" || node.kind === "empty";

export function executeWhile(it: Interpreter, statement: Statement & { kind: "while" | "doWhile" }, place: Place): Completion {
  const { test, body: code } = statement;
  const inner = { ...place, scope: new Scope(place.scope) };
  const when = statement.kind === "while" ? "before" : "after";
  if (isNever(it, test, inner)) return when === "before" ? NORMAL : absorbed(it.executeBlock([code], inner), ["break", "continue"]);
  return executeTested(it, { statement, name: when === "before" ? "while" : "do", when, test, update: undefined, code }, inner);
}

/** `while (false)`: whether no variable has a say in it, and it does not hold. */
function isNever(it: Interpreter, test: Expression, place: Place): boolean {
  if (it.startsSteps(test, place) || [...walk(test)].some((node) => bindingOf(it, node, place) !== undefined)) return false;
  const { result, failed } = it.speculate(() => evaluateTruth(it, test, place));
  return !failed && result !== "poison" && result.kind === "literal" && result.value === false;
}

const oppositeOf = (test: Expression): string =>
  test.kind === "unary" && test.op === "!" ? test.operand.text.replace(/^\((.*)\)$/su, "$1") : `!(${test.text})`;

interface Tested {
  readonly statement: Statement;
  readonly name: string;
  readonly when: "before" | "after";
  readonly test: Expression | undefined;
  readonly update: Expression | undefined;
  readonly code: Statement;
}

function executeTested(it: Interpreter, { statement, name, when, test, update, code }: Tested, place: Place): Completion {
  const max = isComputing(place) ? undefined : boundOf(it, { test, update, body: code }, place);
  if (max === undefined || max > MOST_TURNS) {
    it.report(
      max === undefined
        ? body("DW2403", statement, { ends: test === undefined ? undefined : oppositeOf(test), when })
        : body("DW2409", statement, { count: max }),
    );
    return forget(it, statement, place);
  }
  const written = changedIn(it, [code, ...[test, update].filter((part) => part !== undefined)], place);
  if (!canBeHandedOn(it, statement, written, place)) return forget(it, statement, place);
  return executeLoop(
    it,
    { statement, name, max, when, test, update, changed: changedBy(written), code, body: (at) => it.executeBlock([code], at) },
    place,
  );
}

/** Whether a helper is being read through for a constant: no node can be made. */
function isComputing(place: Place): boolean {
  for (let frame: Place["frame"] | undefined = place.frame; frame !== undefined; frame = frame.parent)
    if (frame.kind === "constant") return true;
  return false;
}

/** After a mistake nothing is known of what the loop changes. */
function forget(it: Interpreter, statement: Statement, place: Place): Completion {
  for (const binding of changedBy(changedIn(it, [statement], place))) place.frame.assign(binding, POISON);
  return NORMAL;
}
