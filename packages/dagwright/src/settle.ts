/**
 * Joins settle: a step's failure is held until no step of the run is in flight, then failures are let go one at a time, in source order.
 * So `Promise.all` fails with the failure that comes first in the source, and `catch` and `finally` start when all that was started is done.
 */
import { CallNode } from "./call-tree.ts";
import { setImmediate } from "./timers.ts";

interface Held {
  readonly node: CallNode;
  readonly groups: StopGroup | undefined;
  readonly letGo: () => void;
}

/** What `onFailure: "stop"` looks at: the failure after which nothing new starts, until it has been let go. */
export interface StopGroup {
  readonly parent: StopGroup | undefined;
  failure: unknown;
}

export class SettleRule {
  #inFlight = 0;
  #held: Held[] = [];
  #isScheduled = false;
  #waiting: (() => void)[] = [];
  readonly #listeners = new Set<() => void>();

  /** Runs a step at its place among the calls. The promise never counts as unhandled: somebody may await it later. */
  track<T>(node: CallNode, groups: StopGroup | undefined, start: () => Promise<T>): Promise<T> {
    const stopped = firstFailure(groups);
    const result = new Promise<T>((resolve, reject) => {
      const hold = (error: unknown): void => {
        this.#held.push({
          node,
          groups,
          letGo: () => {
            node.isSettled = true;
            reject(error);
          },
        });
        for (let group = groups; group !== undefined; group = group.parent) group.failure ??= error;
        this.#checkSoon();
      };
      if (stopped !== undefined) {
        hold(stopped);
        return;
      }
      this.#inFlight += 1;
      start().then(
        (value) => {
          // A macrotask at least: what awaits something else than a step, such as an empty list, calls its steps while this one still runs.
          setImmediate(() => {
            this.#inFlight -= 1;
            node.isSettled = true;
            resolve(value);
            this.#checkSoon();
          });
        },
        (error: unknown) => {
          this.#inFlight -= 1;
          hold(error);
        },
      );
    });
    result.catch(() => {});
    return result;
  }

  /** Resolves when nothing is in flight and no failure is held. */
  async whenQuiet(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      this.#checkSoon();
    });
  }

  /** Whether a failure of a call inside `node` is held: it may yet be caught there. */
  holdsWithin(node: CallNode): boolean {
    return this.#held.some((held) => held.node.isWithin(node));
  }

  /** Calls `listener` whenever the run is quiet, before the next failure is let go. Gives back how to stop that. */
  onQuiet(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  // A macrotask: what continues after a step may start the next one in any of the microtasks before.
  #checkSoon(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#check();
    });
  }

  #check(): void {
    if (this.#inFlight > 0) return;
    for (const listener of this.#listeners) listener();
    if (this.#inFlight > 0) return;
    const first = this.#held.reduce<Held | undefined>(
      (least, held) => (least === undefined || CallNode.compare(held.node, least.node) < 0 ? held : least),
      undefined,
    );
    if (first === undefined) {
      for (const resolve of this.#waiting.splice(0)) resolve();
      return;
    }
    // All that was in flight has settled: from here on a `catch` may start steps again.
    for (const { groups } of this.#held) for (let group = groups; group !== undefined; group = group.parent) group.failure = undefined;
    this.#held = this.#held.filter((held) => held !== first);
    first.letGo();
    // What catches the failure may start steps again; the next one waits for those.
    this.#checkSoon();
  }
}

function firstFailure(groups: StopGroup | undefined): unknown {
  for (let group = groups; group !== undefined; group = group.parent) if (group.failure !== undefined) return group.failure;
  return undefined;
}
