/** The pipeline IR: what the compiler makes, targets lower and the runner runs. Plain JSON; `schema.ts` parses it, `verify.ts` proves it sound. */
import type { Digest, Field, Glue, Json, Span, Type, Types, Value } from "@dagwright/protocol";

export const IR_VERSION = "dagwright/v1";

export interface Document {
  readonly irVersion: typeof IR_VERSION;
  /** The wrapper that runs inside a step; not part of any component's identity. */
  readonly wrapper?: Digest;
  readonly types: Types;
  readonly components: Readonly<Record<string, Component>>;
  readonly pipelines: Readonly<Record<string, Pipeline>>;
  /** The pipeline that is run. */
  readonly entry: string;
}

// ---- components ----

export interface Component {
  readonly description?: string;
  /** The one argument: an object type; none = the component takes nothing. */
  readonly input?: { readonly fields: Readonly<Record<string, Field>> };
  /** None = void. */
  readonly output?: Field;
  readonly implementation: Implementation;
  readonly config: StepConfig;
  readonly span: Span;
}

export type Implementation =
  | { readonly kind: "typescript"; readonly bundle: Digest; readonly export: string }
  | {
      readonly kind: "container";
      readonly image: string;
      readonly command: readonly ContainerToken[];
      readonly args: readonly ContainerToken[];
      /** The typed fake of plain Node, tests and machines without a container engine. */
      readonly fake?: { readonly bundle: Digest; readonly export: string };
    }
  /** Brings a file or folder from a URI under the store: input `{ uri }`, output one artifact. */
  | { readonly kind: "importer"; readonly artifact: string }
  /** Applies a manifest and waits for a condition. */
  | {
      readonly kind: "kubernetesResource";
      readonly action: "create" | "apply" | "get" | "delete";
      readonly manifest: Value;
      readonly success?: string;
      readonly failure?: string;
    };

/** One token of a container's command line. Inputs are raw text for strings, JSON for everything else. */
export type ContainerToken =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "input"; readonly field: string }
  | { readonly kind: "inputPath"; readonly field: string }
  | { readonly kind: "inputUri"; readonly field: string }
  | { readonly kind: "outputPath"; readonly field: string }
  | { readonly kind: "concat"; readonly parts: readonly ContainerToken[] }
  /** Nothing at all when the optional input is absent. */
  | {
      readonly kind: "whenPresent";
      readonly field: string;
      readonly then: readonly ContainerToken[];
      readonly else: readonly ContainerToken[];
    };

export interface StepConfig {
  readonly image?: string;
  /** Cores, or a Kubernetes quantity. */
  readonly cpu?: string | number;
  /** A Kubernetes quantity, such as "2Gi". */
  readonly memory?: string;
  readonly gpu?: number;
  readonly retries?: { readonly limit: number; readonly on: "failure" | "infrastructure" | "any"; readonly backoffSeconds?: number };
  readonly timeoutSeconds?: number;
  readonly cache?: boolean;
  readonly env?: Readonly<Record<string, EnvValue>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly displayName?: string;
}

export type EnvValue =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "secret"; readonly name: string; readonly key: string };

// ---- pipelines ----

export interface Pipeline {
  readonly description?: string;
  readonly inputs: Readonly<Record<string, PipelineInput>>;
  /** None = void. The value is `body.results.value`; absent when that is. */
  readonly output?: Field;
  readonly body: Region;
  /** Clean-up after success, failure and cancel; sees `input` and `run` only. */
  readonly onExit?: TaskNode;
  readonly span: Span;
}

export interface PipelineInput extends Field {
  readonly default?: Json;
}

/**
 * A block of nodes in source order, which is also the priority of their errors: a failing region ends when all it started has settled,
 * with the error of the first failed node in this list.
 */
export interface Region {
  readonly nodes: readonly Node[];
  /** What the region yields. Lists, members and pipelines yield `value`. A name that is not there yields absent. */
  readonly results: Readonly<Record<string, Value>>;
  /** "stop" starts nothing new after a failure. */
  readonly onFailure: "settle" | "stop";
}

interface Base {
  /** Unique in the pipeline, readable, from the variable the node is assigned to. */
  readonly id: string;
  readonly span: Span;
  /** Nodes of the same region that must have succeeded first, besides those that are read. */
  readonly order: readonly string[];
  readonly name?: string;
}

export interface TaskNode extends Base {
  readonly kind: "task";
  readonly component: string;
  /** By input field. */
  readonly args: Readonly<Record<string, Value>>;
  /** Over the component's own. */
  readonly config: StepConfig;
  /** Options that are known only while running, by `RunTimeOption`: over those of `config`; an absent one was not said. */
  readonly options?: Readonly<Record<string, Value>>;
}

export interface CallNode extends Base {
  readonly kind: "call";
  readonly pipeline: string;
  readonly args: Readonly<Record<string, Value>>;
}

export interface ApprovalNode extends Base {
  readonly kind: "approval";
  readonly message: Value;
  readonly fields: Readonly<Record<string, Field>>;
  readonly policy?: string;
  readonly subject?: Value;
  readonly expiresSeconds?: number;
}

/** Reads as a record of its phis: `then.results[name]` or `else.results[name]`. */
export interface BranchNode extends Base {
  readonly kind: "branch";
  readonly condition: Value;
  readonly then: Region;
  readonly else: Region;
  readonly phis: Readonly<Record<string, Field>>;
}

/** Reads as the list of `body.results.value`, aligned with the items; "settled" as a list of `{ status, value | reason }`. */
export interface ForEachNode extends Base {
  readonly kind: "forEach";
  readonly items: Value;
  readonly itemType: Type;
  /** Ids by which the body reads the item and its index. */
  readonly item: string;
  readonly index: string;
  /** null = all at once; 1 = in order, stopping at the first failure. */
  readonly concurrency: number | null;
  readonly onFailure: "settle" | "stopStarting";
  readonly as: "values" | "settled";
  readonly body: Region;
  /** Of one `body.results.value`; none = void. */
  readonly collect?: Field;
}

/** A value that is handed from turn to turn. */
export interface Carried extends Field {
  /** Before the first turn. Where the test comes after the turn, it may be absent although the value is not optional. */
  readonly init: Value;
  readonly next: Value;
}

/** Reads as the record of its carried values after the last turn. */
export interface LoopNode extends Base {
  readonly kind: "loop";
  /** Turns; more is a failure. */
  readonly max: number;
  /** The id by which `while` and the body read the carried values. */
  readonly state: string;
  readonly carried: Readonly<Record<string, Carried>>;
  /** Over the state; tested before each turn, or after it over the new state. */
  readonly while: Value;
  readonly test: "before" | "after";
  readonly body: Region;
}

/** Reads as a record of its phis: `body.results[name]` if the body succeeded, else `catch.results[name]`. */
export interface TryNode extends Base {
  readonly kind: "try";
  readonly body: Region;
  readonly catch?: {
    /** The id by which the region reads the `StepFailure`. */
    readonly error: string;
    readonly region: Region;
  };
  readonly finally?: Region;
  readonly phis: Readonly<Record<string, Field>>;
}

/** Members side by side. Reads as the tuple of their `results.value`; "settled" as a tuple of `{ status, value | reason }`. */
export interface GroupNode extends Base {
  readonly kind: "group";
  readonly members: readonly { readonly region: Region; readonly value?: Field }[];
  readonly as: "values" | "settled";
}

/** Fails its region with a `thrown` StepError whose step is the pipeline; without a message, with its cause as that is. */
export interface FailNode extends Base {
  readonly kind: "fail";
  readonly message?: Value;
  /** A `StepFailure` that was caught. */
  readonly cause?: Value;
}

/** Computes a value where it stands: what several nodes read, or glue that stands for itself. Reads as the value. */
export interface ComputeNode extends Base {
  readonly kind: "compute";
  readonly value: Value;
  readonly type: Field;
}

export type Node = TaskNode | CallNode | ApprovalNode | BranchNode | ForEachNode | LoopNode | TryNode | GroupNode | FailNode | ComputeNode;

export type { Digest, Field, Glue, Json, Span, Type, Types, Value };
