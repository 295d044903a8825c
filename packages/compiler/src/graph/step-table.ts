import type { StepConfig } from "@dagwright/ir";
import type { Field, Json } from "@dagwright/protocol";

/** A component or pipeline as a body may call it. */
export interface CallableStep {
  readonly kind: "component" | "pipeline";
  /** In the document. */
  readonly name: string;
  /** What its node names it by until the document is assembled. */
  readonly key: string;
  /** Fields of the one argument; none = it takes nothing. */
  readonly input: Readonly<Record<string, Field>> | undefined;
  /** None = void. */
  readonly output: Field | undefined;
  /** Glue in its arguments can be evaluated by its own wrapper. */
  readonly isTypeScript: boolean;
}

export type StepConfigLike = StepConfig;
export type { Field, Json };
