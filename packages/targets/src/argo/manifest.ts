/** The part of Argo's API that the lowering writes; field names and meanings are Argo's own. */
export interface Parameter {
  readonly name: string;
  readonly value?: string;
  readonly default?: string;
  readonly valueFrom?:
    | { readonly path: string; readonly default: string }
    | { readonly expression: string }
    | { readonly supplied: Record<string, never>; readonly default?: string };
  readonly description?: string;
}

export interface ArtifactSlot {
  readonly name: string;
  readonly path: string;
  readonly optional?: boolean;
  readonly archive: { readonly none: Record<string, never> };
  readonly s3: { readonly key: string };
}

export interface EnvVariable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
}

export interface DagTask {
  readonly name: string;
  readonly template: string;
  readonly depends?: string;
  readonly when?: string;
  readonly withParam?: string;
  readonly arguments?: { readonly parameters: readonly { readonly name: string; readonly value: string }[] };
}

export interface Template {
  readonly name: string;
  readonly inputs?: { readonly parameters?: readonly Parameter[]; readonly artifacts?: readonly ArtifactSlot[] };
  readonly outputs?: { readonly parameters?: readonly Parameter[]; readonly artifacts?: readonly ArtifactSlot[] };
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>>; readonly annotations?: Readonly<Record<string, string>> };
  readonly parallelism?: number;
  readonly retryStrategy?: {
    readonly limit: string;
    readonly retryPolicy: "OnFailure" | "OnError" | "Always";
    readonly backoff?: { readonly duration: string; readonly factor: string };
  };
  /** A text is a tag. */
  readonly activeDeadlineSeconds?: number | string;
  readonly podSpecPatch?: string;
  readonly dag?: { readonly failFast: boolean; readonly target?: string; readonly tasks: readonly DagTask[] };
  readonly suspend?: { readonly duration?: string };
  /** `manifest` is a tag: the object as JSON. */
  readonly resource?: {
    readonly action: "create" | "apply" | "get" | "delete";
    readonly manifest: string;
    readonly successCondition?: string;
    readonly failureCondition?: string;
  };
  readonly container?: {
    readonly image: string;
    readonly command?: readonly string[];
    readonly args?: readonly string[];
    readonly env?: readonly EnvVariable[];
    readonly resources?: { readonly requests: Readonly<Record<string, string>>; readonly limits: Readonly<Record<string, string>> };
  };
}

export interface Workflow {
  readonly apiVersion: "argoproj.io/v1alpha1";
  readonly kind: "Workflow" | "WorkflowTemplate";
  readonly metadata: {
    readonly name?: string;
    readonly generateName?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly entrypoint: string;
    readonly onExit?: string;
    readonly arguments: { readonly parameters: readonly Parameter[] };
    readonly templates: readonly Template[];
  };
}
