import type { Diagnostic } from "@dagwright/ir";
import type { PlacedGraph } from "../passes/5-glue.ts";
import type { Signatures } from "../passes/3-signatures.ts";

export interface CheckContext {
  /** By pipeline name. */
  readonly graphs: ReadonlyMap<string, PlacedGraph>;
  readonly signatures: Signatures;
}

/** One law. */
export type Rule = (context: CheckContext) => Iterable<Diagnostic>;
