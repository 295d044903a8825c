/** A region while it is being read: its nodes, what has been awaited so far, and what its variables hold. */
import type { Node, Region } from "@dagwright/ir";
import type { Span } from "@dagwright/protocol";
import type { Binding } from "./scope.ts";
import type { Val } from "./values.ts";

export type FrameKind =
  | "body"
  /** A side of a branch. */
  | "side"
  | "try"
  | "catch"
  | "finally"
  /** A member of a `Promise.all`, or the body of a fan-out: runs beside others. */
  | "member"
  | "each"
  /** The body of a `for…of` over outputs: one item after the other, each on its own. */
  | "turn"
  /** Nothing may be started here: a constant is being computed. */
  | "constant";

/** A node whose step has been started. */
export interface Started {
  readonly frame: Frame;
  readonly id: string;
  /** Place in the order of calls. */
  readonly called: number;
  /** What had been awaited when it was called. */
  readonly after: readonly string[];
  readonly result: Val;
  readonly span: Span;
  readonly text: string;
  awaited: number | undefined;
}

/** An assignment to a variable from outside the region, for those who look at it after a failure. */
export interface Assigned {
  readonly binding: Binding;
  readonly val: Val;
  /** Nodes that have succeeded if the assignment was reached. */
  readonly guards: readonly string[];
  /** How many nodes the region had: an assignment followed by further nodes may be all there is of the region. */
  readonly nodes: number;
  /** False if it stands inside a nested region that can still fail after it. */
  readonly exact: boolean;
}

interface Entry {
  readonly node: Node;
  readonly started: Started;
}

export class Frame {
  readonly kind: FrameKind;
  readonly parent: Frame | undefined;
  readonly #entries: Entry[] = [];
  readonly #byId = new Map<string, Entry>();
  readonly #values = new Map<Binding, Val>();
  #frontier: readonly string[] = [];
  readonly log: Assigned[] = [];
  /** Bindings written here, as opposed to those that begin with another value here. */
  readonly written = new Set<Binding>();

  constructor(kind: FrameKind, parent?: Frame) {
    this.kind = kind;
    this.parent = parent;
  }

  /** What a node called now comes after. */
  get frontier(): readonly string[] {
    return this.#frontier;
  }

  get size(): number {
    return this.#entries.length;
  }

  add(node: Node, started: Started): void {
    const entry = { node, started };
    this.#entries.push(entry);
    this.#byId.set(node.id, entry);
  }

  /** The caller waits here until the node has ended. */
  await(started: Started, now: number): void {
    if (started.awaited !== undefined) return;
    started.awaited = now;
    // What the node came after is implied by it.
    this.#frontier = [...this.#frontier.filter((id) => !started.after.includes(id)), started.id];
  }

  valueOf(binding: Binding): Val {
    return this.#values.get(binding) ?? this.parent?.valueOf(binding) ?? binding.initial;
  }

  /** A value that a variable has here from the start. */
  begin(binding: Binding, val: Val): void {
    this.#values.set(binding, val);
  }

  assign(binding: Binding, val: Val, exact = true): void {
    this.#values.set(binding, val);
    this.written.add(binding);
    this.log.push({ binding, val, guards: this.#frontier, nodes: this.size, exact });
  }

  /** Steps that were started and never awaited, in this region. */
  get floating(): readonly Started[] {
    return this.#entries.map((entry) => entry.started).filter((started) => started.awaited === undefined);
  }

  /** Nodes in the order of their `await`s, which is the priority of their errors. */
  get nodes(): readonly Node[] {
    const place = (entry: Entry): number => entry.started.awaited ?? Number.MAX_SAFE_INTEGER;
    return this.#entries.toSorted((a, b) => place(a) - place(b) || a.started.called - b.started.called).map((entry) => entry.node);
  }

  /** When the caller waited for a node. */
  awaitedAt(id: string): number {
    return this.#byId.get(id)?.started.awaited ?? Number.MAX_SAFE_INTEGER;
  }

  /** Nodes that nothing was awaited after: if all of them succeeded, so did the region. */
  get leaves(): readonly string[] {
    return this.#frontier;
  }

  region(results: Region["results"], onFailure: Region["onFailure"]): Region {
    return { nodes: this.nodes, results, onFailure };
  }
}
