/** A region while it is being read: its nodes, what has been awaited so far, and what its variables hold. */
import type { Node, Region } from "@dagwright/ir";
import type { Field, Span } from "@dagwright/protocol";
import type { Expression } from "../frontend/syntax.ts";
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
  /** A turn of a loop: it shares with the next one what it carries, and nothing else. */
  | "turn"
  /** Nothing may be started here: a constant is being computed. */
  | "constant";

/** A node whose step has been started. */
export interface Started {
  /** Where its node stands: a member of `Promise.allSettled` is moved into a region of its own. */
  frame: Frame;
  readonly id: string;
  /** Place in the order of calls. */
  called: number;
  /** What had been awaited when it was called. */
  readonly after: readonly string[];
  readonly result: Val;
  readonly span: Span;
  readonly text: string;
  awaited: number | undefined;
  /** The type of what it gives; none = nothing. */
  output: Field | undefined;
  /** Its failure was handed out as a value by `Promise.allSettled`. */
  isSettled?: boolean;
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
  /** Where a node assigned it inside: what it holds if that node failed, and what the node came after. */
  readonly failed?: { readonly node: string; readonly after: readonly string[]; readonly val: Val };
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
  readonly #begun = new Map<Binding, Val>();
  #frontier: readonly string[] = [];
  readonly log: Assigned[] = [];
  /** Bindings written here, as opposed to those that begin with another value here. */
  readonly written = new Set<Binding>();

  /** Whether a `throw` of the body itself stands here or inside: such an error is no `StepError`. */
  throws = false;

  /** Of a turn: the variables from outside that the loop hands on. */
  carried: ReadonlySet<Binding> = new Set();

  /** Steps from outside that are awaited here before anything is started, and where. */
  readonly early = new Map<Started, Expression>();

  /** Promises that variables hold and that begin only where they are awaited. */
  readonly kept: { readonly promises: readonly Val[]; readonly at: Expression }[] = [];

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

  /** Takes a node over from the region around, which has not waited for it. */
  adopt(started: Started): void {
    const from = started.frame;
    const entry = from.#byId.get(started.id);
    if (entry === undefined) return;
    from.#entries.splice(from.#entries.indexOf(entry), 1);
    from.#byId.delete(started.id);
    started.frame = this;
    this.add({ ...entry.node, order: [] }, started);
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
    this.#begun.set(binding, val);
    this.#values.set(binding, val);
  }

  /** What a variable held where the region began. */
  startOf(binding: Binding): Val {
    return this.#begun.get(binding) ?? this.parent?.valueOf(binding) ?? binding.initial;
  }

  assign(binding: Binding, val: Val, exact = true, failed?: { readonly node: string; readonly val: Val }): void {
    this.#values.set(binding, val);
    this.written.add(binding);
    const entry = { binding, val, guards: this.#frontier, nodes: this.size, exact };
    const after = failed === undefined ? undefined : this.#byId.get(failed.node)?.started.after;
    this.log.push(failed === undefined || after === undefined ? entry : { ...entry, failed: { ...failed, after } });
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
