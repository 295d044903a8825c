import type { Digest } from "@dagwright/protocol";
import type { ValueProblem } from "../check-value.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Document, Pipeline } from "../model.ts";
import type { Block, PlacedNode, PlacedValue } from "../walk.ts";

/** One pipeline, walked once for all rules. */
export interface PipelineView {
  readonly name: string;
  readonly pipeline: Pipeline;
  readonly blocks: readonly Block[];
  readonly nodes: readonly PlacedNode[];
  readonly values: readonly PlacedValue[];
  /** Types, presence and paths of every value. */
  readonly problems: readonly { readonly placed: PlacedValue; readonly problem: ValueProblem }[];
}

export interface RuleContext {
  readonly document: Document;
  readonly pipelines: readonly PipelineView[];
  /** The bundles that lie beside the document; undefined = not known. */
  readonly bundles: ReadonlySet<Digest> | undefined;
}

/** A law a document keeps, or what breaks it. Accepts anything the schema does; never throws. */
export type Rule = (context: RuleContext) => Iterable<Diagnostic>;
