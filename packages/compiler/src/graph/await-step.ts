/** Waiting for a step: in the region that started it, or where that makes no difference. */
import { body } from "../diagnostics/body.ts";
import type { Expression } from "../frontend/syntax.ts";
import type { Frame, Started } from "./frame.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { POISON, type Val } from "./values.ts";

export function awaitStarted(it: Interpreter, started: Started, expression: Expression, place: Place): Val {
  if (started.isSettled === true) {
    it.report(body("DW2211", expression, started));
    return POISON;
  }
  if (started.awaited !== undefined && !isWithin(place.frame, started.frame)) {
    it.report(body("DW2214", expression, started));
    return POISON;
  }
  if (isHere(it, started, place)) {
    started.frame.await(started, it.now());
    return started.result;
  }
  if (started.awaited !== undefined || isEarly(started, expression, place)) return started.result;
  it.report(body("DW2205", expression, started));
  started.awaited = it.now();
  return POISON;
}

/** A step that a `try` waits for is a part of it: what comes after, or its `catch`, cannot tell how it ended. */
function isWithin(frame: Frame | undefined, outer: Frame): boolean {
  return frame !== undefined && (frame === outer || isWithin(frame.parent, outer));
}

/** Whether the step belongs to this region. One that was started right before a `try` may as well be started in it. */
export function isHere(it: Interpreter, started: Started, { frame }: Place): boolean {
  if (started.frame === frame) return true;
  const isBefore = frame.kind === "try" && frame.parent === started.frame && started.awaited === undefined;
  if (!isBefore || started.after.join(" ") !== (it.isOrdered ? started.frame.frontier : []).join(" ")) return false;
  frame.adopt(started);
  return true;
}

/** Whether it is awaited on this side of a branch before anything is started there: if the other side does so too, the branch waits for it. */
function isEarly(started: Started, expression: Expression, place: Place): boolean {
  let frame: Frame | undefined = place.frame;
  for (; frame !== undefined && frame !== started.frame; frame = frame.parent) {
    if (frame.early.has(started)) return true;
    if (frame.kind !== "side" || frame.size > 0) return false;
  }
  place.frame.early.set(started, expression);
  return true;
}

/** After both sides of a branch were read, before it starts. */
export function awaitEarly(it: Interpreter, [then, otherwise]: readonly [Frame, Frame], place: Place): void {
  for (const [started, expression] of [...then.early, ...otherwise.early]) {
    if (started.awaited !== undefined || place.frame.early.has(started)) continue;
    if (then.early.has(started) && otherwise.early.has(started)) awaitStarted(it, started, expression, place);
    else {
      it.report(body("DW2205", expression, started));
      started.awaited = it.now();
    }
  }
}
