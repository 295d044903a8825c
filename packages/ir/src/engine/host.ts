/** What the engine asks of its surroundings. An interpreter answers with functions, the local runner with processes. */
import type { Json, Scope, Span, StepFailure, Value } from "@dagwright/protocol";
import type { ApprovalNode, Component, Node, StepConfig, TaskNode } from "../model.ts";
import type { Outcome } from "../outcome.ts";

/** Reads what a value refers to, where it stands. `read` throws a `TypeError` where JavaScript would. */
export type ReadScope = Pick<Scope, "read" | "succeeded">;

/** How a call of the host ended; `ok` holds the output, already checked against its type. */
export type HostResult = { readonly ok: Json | undefined } | { readonly failed: StepFailure } | { readonly cancelled: true };

export interface TaskCall {
  /** Readable and unique in the run: `train`, `runs.2.evaluate`, `deploy.notify`. */
  readonly path: string;
  readonly node: TaskNode;
  readonly component: Component;
  /** The component's name, which is `StepFailure.step`. */
  readonly name: string;
  /** The task's configuration over the component's, with what its options came to. */
  readonly config: StepConfig;
  /** Unevaluated: the host evaluates them where glue may run. */
  readonly args: Readonly<Record<string, Value>>;
  readonly scope: ReadScope;
  /** Clean-up after the run: it starts after a cancel, too. */
  readonly onExit: boolean;
}

export interface ApprovalCall {
  readonly path: string;
  readonly node: ApprovalNode;
  readonly message: string;
  /** The handle of the artifact that is approved. */
  readonly subject: Json | undefined;
}

export interface ComputeSite {
  /** The node that needs the value, or whose region yields it; `output` for a pipeline's own. */
  readonly path: string;
  readonly span: Span;
}

export type EngineEvent =
  | { readonly type: "started"; readonly path: string; readonly node: Node }
  /** Also of nodes that never started: skipped, omitted or cancelled. */
  | { readonly type: "ended"; readonly path: string; readonly node: Node; readonly outcome: Outcome };

export interface Host {
  /** Runs one step, retries included. A rejection counts as an infrastructure failure. */
  runTask(call: TaskCall): Promise<HostResult>;
  /** A value that holds glue. A rejection fails the node that needs it: a `StepError` as it is, anything else as `thrown`. */
  compute(value: Value, scope: ReadScope, site: ComputeSite): Promise<Json | undefined>;
  /** `ok` is `{ reason, by, at, …fields }`; a rejection is `failed` with the kind `rejected`. */
  approve(call: ApprovalCall): Promise<HostResult>;
  event?(event: EngineEvent): void;
}
