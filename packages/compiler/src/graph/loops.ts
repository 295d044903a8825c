/** A loop whose turns only the run knows: a node that hands its variables from turn to turn. */
import type { Carried, LoopNode } from "@dagwright/ir";
import { refsOf, type Field, type Type, type Value } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { Expression, Statement } from "../frontend/syntax.ts";
import { absorbed, exitsOf, NORMAL, THROWN, type Completion, type Exit } from "./completion.ts";
import type { Frame } from "./frame.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { fieldOf, freeName } from "./phis.ts";
import { isOwnData } from "./pushes.ts";
import { Scope, type Binding } from "./scope.ts";
import { afterMaybe } from "./after-maybe.ts";
import { evaluateTruth, FALSE, TRUE } from "./truth.ts";
import { asKnown, POISON, symbolic, UNDEFINED, type Val } from "./values.ts";
import { exitsIn, walk } from "./walk-syntax.ts";

const BOOLEAN: Field = { type: { kind: "boolean" } };
const COUNT: Type = { kind: "number", integer: true, minimum: 0 };

export interface LoopPlan {
  readonly statement: Statement;
  readonly name: string;
  readonly max: number;
  readonly when: "before" | "after";
  readonly test: Expression | undefined;
  readonly update: Expression | undefined;
  /** Variables from outside that a turn changes. */
  readonly changed: Iterable<Binding>;
  /** A counter of the compiler's own, and how many turns it counts, if the loop does not just stop when something leaves it. */
  readonly counter?: { readonly name: string; readonly turns?: Value };
  readonly code: Statement;
  /** Reads `code` as a turn, with the counter. */
  readonly body: (place: Place, counter: Val) => Completion;
}

/** `place` sees the variables that the loop declares for itself, but is outside of its turns. */
export function executeLoop(it: Interpreter, plan: LoopPlan, place: Place): Completion {
  const id = it.ids.allocate(plan.name);
  return new Loop(it, plan, place, id, it.ids.allocate(`${id}-state`)).execute();
}

class Loop {
  readonly #it: Interpreter;
  readonly #plan: LoopPlan;
  readonly #place: Place;
  readonly #id: string;
  readonly #state: string;
  readonly #frame: Frame;
  readonly #carried: Record<string, Carried> = {};
  readonly #names = new Map<Binding, string>();
  readonly #before = new Map<Binding, Val>();

  constructor(it: Interpreter, plan: LoopPlan, place: Place, id: string, state: string) {
    this.#it = it;
    this.#plan = plan;
    this.#place = place;
    this.#id = id;
    this.#state = state;
    this.#frame = it.frame("turn", place.frame);
  }

  execute(): Completion {
    const it = this.#it;
    const { plan, place, frame } = { plan: this.#plan, place: this.#place, frame: this.#frame };
    const leaves = exitsIn(plan.code);
    const taken: Record<string, true> = {
      ...(leaves.has("return") ? { done: true, value: true } : {}),
      ...(plan.test === undefined ? {} : { more: true }),
    };
    const allocate = (wanted: string): string => {
      const name = freeName(wanted, taken);
      taken[name] = true;
      return name;
    };
    const counter = plan.counter === undefined ? undefined : allocate(plan.counter.name);
    for (const binding of plan.changed) this.#names.set(binding, allocate(binding.name));
    const direct = this.#directTest();
    const isFirst = plan.test === undefined || plan.when === "after" || direct !== undefined ? TRUE : this.#truth(plan.test, place);
    if (plan.when === "before" && isFirst.kind === "literal" && isFirst.value === false) return NORMAL;
    // The test may have changed what the loop begins with.
    for (const binding of this.#names.keys()) this.#before.set(binding, place.frame.valueOf(binding));
    frame.carried = new Set(this.#names.keys());
    this.#begin(frame);
    const more: Binding = { name: "more", initial: symbolic(FALSE), mutable: true, handle: plan.statement.handle, field: BOOLEAN, frame };

    const inner: Place = { ...place, frame };
    const turn = absorbed(plan.body(inner, this.#read(counter ?? "")), ["continue"]);
    const last = (at: Place): Completion => {
      if (plan.update !== undefined) it.evaluate(plan.update, { ...at, scope: new Scope(at.scope) }, {});
      if (plan.test !== undefined && direct === undefined) at.frame.assign(more, symbolic(this.#truth(plan.test, at)));
      return NORMAL;
    };
    const isLast = plan.update !== undefined || (plan.test !== undefined && direct === undefined);
    const ended =
      turn.kind === "normal"
        ? isLast
          ? last(inner)
          : turn
        : isLast
          ? afterMaybe(it, turn, [{ run: last, span: plan.statement.span }], inner)
          : turn;

    const flags = this.#carryExits(ended, inner);
    if (plan.test !== undefined && direct === undefined)
      this.#carry("more", BOOLEAN, isFirst, valueOf(it, frame.valueOf(more), plan, inner));
    this.#carryVariables(inner);
    const tests =
      plan.test !== undefined && direct === undefined
        ? [this.#stateRef("more")]
        : [
            ...flags.map((flag): Value => ({ kind: "not", operand: this.#stateRef(flag) })),
            ...(direct === undefined || direct === TRUE ? [] : [direct]),
          ];
    if (counter !== undefined) {
      const now = this.#stateRef(counter);
      this.#carry(
        counter,
        { type: COUNT },
        { kind: "literal", value: 0 },
        { kind: "arithmetic", op: "+", left: now, right: { kind: "literal", value: 1 } },
      );
      if (plan.counter?.turns !== undefined) tests.push({ kind: "compare", op: "<", left: now, right: plan.counter.turns });
    }
    const condition = tests.reduce<Value | undefined>(
      (left, right) => (left === undefined ? right : { kind: "and", left, right }),
      undefined,
    );
    this.#start(condition ?? TRUE);
    return this.#completion(ended);
  }

  #start(condition: Value): void {
    const it = this.#it;
    const { statement, max, when } = this.#plan;
    // What could leave it cannot be reached: a condition before it is constant.
    const mayEnd = refsOf(condition).some((ref) => ref.node === this.#state) || (condition.kind === "literal" && condition.value === false);
    if (!mayEnd) it.report(body("DW2412", statement, { text: statement.kind === "forOf" ? statement.items.text : statement.text }));
    const started = it.start({ span: statement.span }, statement.text, this.#id, this.#place, UNDEFINED, (base): LoopNode => ({
      ...base,
      kind: "loop",
      max,
      state: this.#state,
      carried: this.#carried,
      while: condition,
      test: when,
      body: it.close(this.#frame, {}),
    }));
    this.#place.frame.await(started, it.now());
    // The loop's own counters end with it.
    const own = new Set(this.#place.scope.own);
    for (const [binding, name] of this.#names) {
      if (own.has(binding)) continue;
      const val = Object.hasOwn(this.#carried, name) ? this.#marked(binding, { kind: "ref", node: this.#id, path: [name] }) : POISON;
      // How many turns there were before a failure is not known.
      this.#place.frame.assign(binding, val, false);
    }
  }

  #completion(ended: Completion): Completion {
    const { when } = this.#plan;
    if (ended.kind === "thrown" && when === "after") return THROWN;
    const { exits, falls } = exitsOf(ended);
    if (!exits.has("return")) return NORMAL;
    const ref = (name: string): Value => ({ kind: "ref", node: this.#id, path: [name] });
    const val: Val = Object.hasOwn(this.#carried, "value") ? symbolic(ref("value")) : UNDEFINED;
    if (when === "after" && !falls && exits.size === 1) return { kind: "returned", val };
    return { kind: "maybe", exits: new Map<Exit, Value>([["return", ref("done")]]), val, falls: true };
  }

  /** The test over what is carried, where it is an expression and nothing else. */
  #directTest(): Value | undefined {
    const it = this.#it;
    const { test } = this.#plan;
    if (test === undefined) return TRUE;
    const changes = [...walk(test)].some((node) => node.kind === "assignment" || node.kind === "update" || node.kind === "await");
    if (changes || it.startsSteps(test, this.#place)) return undefined;
    const header = it.frame("side", this.#place.frame);
    for (const binding of this.#names.keys()) this.#before.set(binding, this.#place.frame.valueOf(binding));
    this.#begin(header);
    const before = it.definitions.size;
    const { result, failed } = it.speculate(() =>
      evaluateTruth(it, test, { ...this.#place, scope: new Scope(this.#place.scope), frame: header }),
    );
    if (failed || result === "poison" || it.definitions.size > before) return undefined;
    return result.kind === "literal" && result.value === true ? TRUE : result;
  }

  #truth(test: Expression, place: Place): Value {
    const truth = evaluateTruth(this.#it, test, { ...place, scope: new Scope(place.scope) });
    return truth === "poison" ? FALSE : truth;
  }

  #begin(frame: Frame): void {
    for (const [binding, name] of this.#names) {
      const before = this.#before.get(binding) ?? UNDEFINED;
      const isUsable = before.kind !== "poison" && before.kind !== "unreadable";
      frame.begin(binding, isUsable ? this.#marked(binding, this.#stateRef(name)) : before);
    }
  }

  #marked(binding: Binding, value: Value): Val {
    return isOwnData(this.#before.get(binding) ?? UNDEFINED) ? { kind: "symbolic", value, isOwn: true } : symbolic(value);
  }

  #stateRef(name: string): Value {
    return { kind: "ref", node: this.#state, path: [name] };
  }

  #read(name: string): Val {
    return { kind: "symbolic", value: this.#stateRef(name), type: { type: COUNT, optional: false } };
  }

  #carry(name: string, field: Field, init: Value, next: Value): void {
    this.#carried[name] = { ...field, init, next };
  }

  #carryExits(ended: Completion, inner: Place): readonly string[] {
    const { exits, val } = exitsOf(ended);
    const flags: string[] = [];
    for (const [exit, flag] of [
      ["return", "done"],
      ["break", "break"],
    ] as const) {
      const taken = exits.get(exit);
      if (taken === undefined) continue;
      this.#carry(flag, BOOLEAN, FALSE, taken);
      flags.push(flag);
    }
    const { returns } = this.#place.fn;
    if (exits.has("return") && returns !== undefined)
      this.#carry("value", { ...returns, optional: true }, { kind: "absent" }, valueOf(this.#it, val, this.#plan, inner));
    return flags;
  }

  #carryVariables(inner: Place): void {
    const it = this.#it;
    const { statement, when } = this.#plan;
    for (const [binding, name] of this.#names) {
      const before = this.#before.get(binding) ?? UNDEFINED;
      const after = this.#frame.valueOf(binding);
      if (before.kind === "poison" || after.kind === "poison") continue;
      const field = fieldOf(it, binding, statement.span);
      if (field === undefined) continue;
      const isUnset = asKnown(before) !== undefined && asKnown(before)?.value === undefined;
      const optional = field.optional === true || (isUnset && when === "before");
      this.#carry(
        name,
        optional ? { type: field.type, optional } : { type: field.type },
        it.toValue(before, undefined, statement.span, this.#place),
        valueOf(it, after, this.#plan, inner),
      );
    }
  }
}

const valueOf = (it: Interpreter, val: Val, { statement }: LoopPlan, place: Place): Value =>
  it.toValue(val, undefined, statement.span, place);
