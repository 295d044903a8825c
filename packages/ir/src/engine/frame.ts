/** One running instance of a region: what its nodes came to, and what can be read from inside it. */
import { readPath, type Json, type Ref } from "@dagwright/protocol";
import type { Region } from "../model.ts";
import type { Outcome } from "../outcome.ts";
import type { ReadScope } from "./host.ts";

export interface NodeEnd {
  readonly outcome: Outcome;
  readonly value?: Json | undefined;
}

export interface Frame {
  /** The pipeline whose body this is part of; its own failures are called by that name. */
  readonly pipeline: string;
  readonly region: Region;
  /** Before the ids of the nodes in it: `""`, `runs.2.`. */
  readonly prefix: string;
  readonly bindings: ReadonlyMap<string, Json | undefined>;
  /** Where names are looked up next; a called pipeline has none. */
  readonly parent?: Frame;
  /** The frame this one was started from, across pipelines too. */
  readonly outer?: Frame;
  /** In `catch` and `finally`: the body that was tried. */
  readonly attempted?: Frame;
  /** A failure in here is handled in here: it stops nothing further out. */
  readonly containsFailures?: boolean;
  /** `catch` and `finally` start although something further out has failed. */
  readonly ignoresStop?: boolean;
  readonly ends: Map<string, NodeEnd>;
  stopped: boolean;
}

export type FrameOptions = Omit<Frame, "ends" | "stopped">;
export const frame = (options: FrameOptions): Frame => ({ ...options, ends: new Map(), stopped: false });

/** A frame inside another, in the same pipeline. */
export const innerFrame = (outer: Frame, region: Region, options: Partial<FrameOptions> = {}): Frame =>
  frame({ pipeline: outer.pipeline, region, prefix: outer.prefix, bindings: NO_BINDINGS, parent: outer, outer, ...options });

const NO_BINDINGS: ReadonlyMap<string, Json | undefined> = new Map();

/** Records a failure for those regions that start nothing new after one. */
export function noteFailure(start: Frame): void {
  for (let at: Frame | undefined = start; at !== undefined; at = at.outer) {
    if (at.region.onFailure === "stop") at.stopped = true;
    if (at.containsFailures === true) return;
  }
}

export function isStopped(start: Frame): boolean {
  for (let at: Frame | undefined = start; at !== undefined; at = at.outer) {
    if (at.stopped) return true;
    if (at.ignoresStop === true) return false;
  }
  return false;
}

export function scopeOf(start: Frame): ReadScope {
  return {
    read(ref: Ref): Json | undefined {
      for (let at: Frame | undefined = start; at !== undefined; at = at.parent) {
        if (at.bindings.has(ref.node)) return readPath(at.bindings.get(ref.node), ref.path);
        const end = at.ends.get(ref.node) ?? at.attempted?.ends.get(ref.node);
        if (end === undefined) continue;
        if (end.outcome.kind !== "succeeded") throw new TypeError(`${ref.node} was read, but it is ${end.outcome.kind}`);
        return readPath(end.value, ref.path);
      }
      throw new TypeError(`nothing is called ${ref.node} here`);
    },
    succeeded(node: string): boolean {
      for (let at: Frame | undefined = start; at !== undefined; at = at.parent) {
        const end = at.ends.get(node) ?? at.attempted?.ends.get(node);
        if (end !== undefined) return end.outcome.kind === "succeeded";
      }
      return false;
    },
  };
}
