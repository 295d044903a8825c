/** What surrounds a call: the run it belongs to, its place among the run's calls, the step it is in, what a test has put in place. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { StepEvent } from "@dagwright/protocol";
import type { ArtifactStore } from "./artifact-store.ts";
import type { CallNode } from "./call-tree.ts";
import type { Run } from "./run-state.ts";
import type { StopGroup } from "./settle.ts";
import type { TestHooks } from "./test-hooks.ts";

export interface StepContext {
  readonly name: string;
  readonly attempt: number;
  readonly signal: AbortSignal;
  record(event: StepEvent): void;
}

/** Variables of one attempt of a step. What is written or deleted there stays there; undefined = deleted. */
export type StepEnvironment = Map<string, string | undefined>;

export interface RunFacts {
  readonly id: string;
  readonly startedAt: Date;
  readonly status: "running" | "succeeded" | "failed";
}

export interface Scope {
  /** A run of plain Node, with its calls. */
  readonly run?: Run;
  readonly node?: CallNode;
  readonly stop?: StopGroup;
  /** What `run` shows; a step's process knows it without having the run. */
  readonly runFacts?: RunFacts;
  readonly step?: StepContext;
  /** Variables of the step alone. */
  readonly environment?: StepEnvironment;
  readonly artifacts?: ArtifactStore;
  readonly hooks?: TestHooks;
}

const storage = new AsyncLocalStorage<Scope>();
let ofProcess: Scope = {};

export const currentScope = (): Scope => storage.getStore() ?? ofProcess;

export const inScope = <T>(scope: Scope, fn: () => T): T => storage.run(scope, fn);

/** For what follows in the caller, too: how a later call knows which came before it. */
export function moveTo(node: CallNode): void {
  storage.enterWith({ ...currentScope(), node });
}

/** A step's process is one step from beginning to end. */
export function setProcessScope(scope: Scope): void {
  ofProcess = scope;
}
