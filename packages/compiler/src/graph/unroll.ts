/** Loops whose turns are known while compiling: a copy of the body for each. */
import { absorbed, NORMAL, type Completion } from "./completion.ts";
import type { Interpreter, Part, Place } from "./interpreter.ts";
import { Scope } from "./scope.ts";
import { afterMaybe } from "./after-maybe.ts";
import type { Statement } from "../frontend/syntax.ts";
import { asKnown } from "./values.ts";
import { writtenIn } from "./written.ts";

/** Turn after turn; where a turn leaves on some paths, what follows goes on in the branch that stays. */
export function runTurns(it: Interpreter, turns: readonly Part[], place: Place): Completion {
  return absorbed(it.sequence(turns, place), ["break"]);
}

type ForStatement = Statement & { kind: "for" };

/** Whether the counter alone decides how often: how many turns that makes. Undefined = only the run knows, or there is no end in sight. */
export function turnsOf(it: Interpreter, { test, update, body }: ForStatement, place: Place, most: number): number | undefined {
  if (test === undefined || it.startsSteps(test, place) || (update !== undefined && it.startsSteps(update, place))) return undefined;
  const header = writtenIn(it, [test, ...(update === undefined ? [] : [update])], place);
  const inside = writtenIn(it, [body], place);
  if ([...header.assigned].some((binding) => inside.assigned.has(binding))) return undefined;
  const { result, failed } = it.speculate(() => {
    const inner = { ...place, frame: it.frame("side", place.frame) };
    // What the body changes is known to nobody here.
    for (const binding of [...inside.assigned, ...inside.pushed.keys()])
      inner.frame.begin(binding, { kind: "unreadable", why: "the loop changes it" });
    for (let count = 0; count <= most; count += 1) {
      const holds = asKnown(it.evaluate(test, inner, {}));
      if (holds === undefined) return undefined;
      if (!Boolean(holds.value)) return count;
      if (update !== undefined) it.evaluate(update, inner, {});
    }
    return undefined;
  });
  return failed ? undefined : result;
}

/** `place` sees the counters of the loop, which every turn has for its own. */
export function unrollFor(it: Interpreter, statement: ForStatement, turns: number, place: Place): Completion {
  const { update, body } = statement;
  const own = new Set(place.scope.own);
  const isOwn = update === undefined || [...writtenIn(it, [update], place).assigned].every((binding) => own.has(binding));
  const from = (start: Place, first: number): Completion => {
    let here = start;
    for (let count = first; count < turns; count += 1) {
      const completion = absorbed(it.executeBlock([body], here), ["continue"]);
      // Nobody sees the counters after the last turn.
      if (count === turns - 1 && isOwn) return completion;
      const next = (at: Place): Place => {
        const inner = withOwnCounters({ ...at, scope: here.scope });
        if (update !== undefined) it.evaluate(update, inner, {});
        return inner;
      };
      if (completion.kind !== "normal")
        return afterMaybe(it, completion, [{ run: (at) => from(next(at), count + 1), span: statement.span }], here);
      here = next(here);
    }
    return NORMAL;
  };
  return absorbed(from(place, 0), ["break"]);
}

function withOwnCounters(place: Place): Place {
  const scope = new Scope(place.scope.parent);
  for (const binding of place.scope.own) scope.declare({ ...binding, initial: place.frame.valueOf(binding), frame: place.frame });
  return { ...place, scope };
}
