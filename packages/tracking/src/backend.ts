import type { TrackingEvent, UnreadableEvent } from "./events.ts";

/** One row of the journal. `seq` grows along the journal and has gaps at most. */
export interface JournalEntry {
  readonly seq: number;
  readonly id: string;
  readonly runId: string;
  readonly event: TrackingEvent | UnreadableEvent;
}

/** An entry that could be read: all that a backend ever sees. */
export interface DeliveredEntry extends JournalEntry {
  readonly event: TrackingEvent;
}

/**
 * What became of one event. `accepted`: it is stored, for good. `rejected`: this backend refuses this event, and would again
 * (another value for a param that is set). `unsupported`: this backend has no place for events like this.
 */
export type Answer =
  | { readonly eventId: string; readonly outcome: "accepted" }
  | { readonly eventId: string; readonly outcome: "rejected" | "unsupported"; readonly reason: string };

/** What a backend can hold; events that need more are answered `unsupported`. */
export interface BackendCapabilities {
  /** Steps with their status, and values logged on a step. */
  readonly steps: boolean;
  readonly artifacts: boolean;
  /** Outputs of a run. */
  readonly outputs: boolean;
  /** NaN and ±Infinity as metric values. */
  readonly nonFiniteMetrics: boolean;
  /** Params and tags of any length, unshortened. */
  readonly wholeValues: boolean;
}

/**
 * A place where records go. The journal is the truth; a backend follows it and can be filled again from it.
 * The conformance suite in `@dagwright/tracking/testing` checks every sentence below.
 */
export interface Backend {
  /** The cursor is kept under this name: stable, and unique among the backends of one home. */
  readonly name: string;
  readonly capabilities: BackendCapabilities;
  /**
   * Takes entries in journal order and answers each, in the same order. Entries may come again, after a crash or a lost
   * response: then the answers are those given before, and nothing changes. One refused entry does not stop the others.
   * Throws when the backend cannot be reached or cannot tell what happened: the same entries are brought again later.
   */
  apply(entries: readonly DeliveredEntry[]): Promise<readonly Answer[]>;
  close(): Promise<void>;
}
