/**
 * Source order of calls that run side by side: depth-first order of this tree. Each call is a node, and knows the call before it in its own
 * chain of awaits. What is called in the same breath, with no `await` between, is its next sibling: a later line, or the next member of a
 * join. What is called after the call before has settled comes right after it; what is called while that one still runs, because another
 * step was awaited, comes after those; and what is called without having awaited any step, because a list was empty, comes last: another
 * member. So in `Promise.all(xs.map(async (x) => { await a(x); await b(x); }))` all of item 0 comes before item 1.
 */
import { setImmediate } from "./timers.ts";

const AFTER = 0;
const MEANWHILE = 1;
const SOON = 2;
type Place = typeof AFTER | typeof MEANWHILE | typeof SOON;

export class CallNode {
  readonly parent: CallNode | undefined;
  readonly #place: Place;
  readonly #index: number;
  readonly #depth: number;
  readonly #counts: [after: number, meanwhile: number, soon: number] = [0, 0, 0];
  #age: "same breath" | "same turn" | "older" = "older";
  isSettled = false;

  private constructor(parent: CallNode | undefined, place: Place, index: number) {
    this.parent = parent;
    this.#place = place;
    this.#index = index;
    this.#depth = parent === undefined ? 0 : parent.#depth + 1;
  }

  /** Where a pipeline's body begins: nothing is before it. */
  static root(): CallNode {
    const root = new CallNode(undefined, AFTER, 0);
    root.isSettled = true;
    return root;
  }

  /** The node of a call that is made where this node is the last one. */
  next(): CallNode {
    const next = this.#age === "same breath" && this.parent !== undefined ? this.parent.#add(this.#place) : this.#add(this.#placeOfNext());
    next.#age = "same breath";
    // Whatever goes on later with this call as its last one was suspended after it, so it comes after this microtask.
    queueMicrotask(() => {
      next.#age = "same turn";
    });
    setImmediate(() => {
      next.#age = "older";
    });
    return next;
  }

  #placeOfNext(): Place {
    if (this.isSettled) return AFTER;
    return this.#age === "older" ? MEANWHILE : SOON;
  }

  /** Places inside this call for `count` bodies, in order; what comes after the call comes after them. */
  bodies(count: number): readonly CallNode[] {
    return Array.from({ length: count }, () => {
      const body = this.#add(AFTER);
      body.isSettled = true;
      return body;
    });
  }

  #add(place: Place): CallNode {
    const index = this.#counts[place];
    this.#counts[place] += 1;
    return new CallNode(this, place, index);
  }

  isWithin(ancestor: CallNode): boolean {
    return CallNode.#lies(this, ancestor);
  }

  static #lies(within: CallNode, ancestor: CallNode): boolean {
    let node: CallNode | undefined = within;
    while (node !== undefined && node.#depth > ancestor.#depth) node = node.parent;
    return node === ancestor;
  }

  /** Negative when `a` comes first. */
  static compare(a: CallNode, b: CallNode): number {
    let [left, right] = [a, b];
    while (left.#depth > right.#depth && left.parent !== undefined) left = left.parent;
    while (right.#depth > left.#depth && right.parent !== undefined) right = right.parent;
    if (left === right) return a.#depth - b.#depth;
    while (left.parent !== right.parent && left.parent !== undefined && right.parent !== undefined)
      [left, right] = [left.parent, right.parent];
    return left.#place - right.#place || left.#index - right.#index;
  }
}
