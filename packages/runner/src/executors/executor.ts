import type { ArgumentText, Field, Json, StepEvent, StepFailure, Types } from "@dagwright/protocol";
import type { ContainerToken } from "@dagwright/ir";
import type { OutputStream } from "../supervise.ts";

/** What a step does, once it is decided who does it. */
export type Work =
  | { readonly kind: "function"; readonly bundle: string; readonly export: string }
  /** The output is the input `value`: glue and expressions, in a process of their own. */
  | { readonly kind: "compute" }
  | {
      readonly kind: "container";
      readonly image: string;
      readonly command: readonly ContainerToken[];
      readonly args: readonly ContainerToken[];
    }
  /** Brings the file or folder at the input `uri` under the store. */
  | { readonly kind: "importer"; readonly artifact: string };

/** One attempt of one step: everything an executor needs, and nothing of the pipeline around it. */
export interface StepRequest {
  readonly run: { readonly id: string; /** ISO 8601. */ readonly startedAt: string };
  /** Unique in the run, such as `fits[2]/train`. */
  readonly stepId: string;
  /** From 1. */
  readonly attempt: number;
  /** The component, as `StepFailure.step` says it. */
  readonly component: string;
  readonly work: Work;
  /** The input's fields in order; undefined = the component takes nothing. */
  readonly input: Readonly<Record<string, Field>> | undefined;
  /** By input field; one that is not there is absent. */
  readonly args: Readonly<Record<string, ArgumentText>>;
  /** None = void. */
  readonly output: Field | undefined;
  readonly types: Types;
  /** The declared variables, secrets filled in. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number | undefined;
  /** For this attempt alone; exists. The log is `output.log` in it. */
  readonly folder: string;
}

export type StepResult =
  /** Artifacts in the output are in the store. */
  | { readonly kind: "succeeded"; readonly output: Json | undefined }
  | { readonly kind: "failed"; readonly failure: StepFailure }
  | { readonly kind: "cancelled" };

/** Hears what a step says while it runs. */
export interface StepObserver {
  line(stream: OutputStream, text: string): void;
  logged(event: StepEvent): void;
}

/** Someone who can run a step: a process, a container engine, a cluster. */
export interface Executor {
  readonly name: string;
  /** Rejects only for faults of the runner itself (a full disk, a store that lost an object). */
  run(request: StepRequest, observer: StepObserver, signal: AbortSignal): Promise<StepResult>;
}
