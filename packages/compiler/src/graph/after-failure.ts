/** What a variable holds once a node that assigns it inside has failed: told only where the failure leaves no doubt how far it got. */
import { childrenOf, type Value } from "@dagwright/protocol";
import { dataValue } from "./data-value.ts";
import type { Frame } from "./frame.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import type { Binding } from "./scope.ts";
import { symbolic, type Val } from "./values.ts";

/** The side that was taken has failed. */
export function afterFailedBranch(
  it: Interpreter,
  condition: Value,
  [then, otherwise]: readonly [Frame, Frame],
  binding: Binding,
  place: Place,
): Val | undefined {
  if (!isTold(it)) return undefined;
  const sides = [afterFailure(it, then, binding, place), afterFailure(it, otherwise, binding, place)] as const;
  const [left, right] = sides;
  return left === undefined || right === undefined
    ? undefined
    : symbolic({ kind: "conditional", test: condition, then: left, else: right });
}

/** `catch` has failed, so the block had before. */
export function afterFailedTry(it: Interpreter, tried: Frame, caught: Frame, binding: Binding, place: Place): Val | undefined {
  if (!isTold(it)) return undefined;
  // What `catch` begins with is read inside of the node; from outside only what the block has left alone is.
  const before = tried.written.has(binding) ? undefined : dataValue(place.frame.valueOf(binding));
  const value = afterFailure(it, caught, binding, place, before);
  return value === undefined ? undefined : symbolic(value);
}

/** Where nodes wait for what was awaited before them, one that did not succeed after all of those did has failed. */
const isTold = (it: Interpreter): boolean => it.isOrdered && it.onFailure === "settle";

function afterFailure(it: Interpreter, frame: Frame, binding: Binding, place: Place, before?: Value): Value | undefined {
  let value = before ?? (frame.kind === "catch" ? undefined : dataValue(frame.startOf(binding)));
  for (const entry of frame.log.filter((logged) => logged.binding === binding)) {
    const isAlone = entry.nodes === 1 && frame.size === 1;
    if (entry.failed !== undefined && !entry.exact) {
      if (!isAlone) return undefined;
      value = dataValue(entry.failed.val);
    } else if (!entry.exact) return undefined;
    // Nothing came before it that could have failed.
    else if (entry.nodes === 0) value = dataValue(entry.val);
    // Nothing comes after it that could.
    else if (entry.nodes !== frame.size) return undefined;
  }
  return value !== undefined && isVisible(it, value, place) ? value : undefined;
}

/** Whether all that the value reads is there outside of the node. */
function isVisible(it: Interpreter, value: Value, place: Place): boolean {
  if (value.kind === "ref" && !isVisibleNode(it, value.node, place)) return false;
  if (value.kind === "whenSucceeded" && !isVisibleNode(it, value.node, place)) return false;
  return childrenOf(value).every((child) => isVisible(it, child, place));
}

function isVisibleNode(it: Interpreter, id: string, place: Place): boolean {
  if (id === "input" || id === "run") return true;
  const definition = it.definitions.get(id);
  for (let frame: Frame | undefined = place.frame; frame !== undefined; frame = frame.parent)
    if (definition === undefined ? frame.nodes.some((node) => node.id === id) : definition.frame === frame) return true;
  return false;
}
