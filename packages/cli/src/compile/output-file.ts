import type { Diagnostic } from "@dagwright/ir";

/** A file that a compilation gives, before it is written anywhere. */
export interface OutputFile {
  /** Under the output folder, with forward slashes. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** A manifest is read and reviewed by people; code goes by its digest. */
  readonly kind: "manifest" | "code";
}

/** What a pipeline comes to on a target; no file where the target cannot take it. */
export interface Lowered {
  readonly files: readonly OutputFile[];
  readonly diagnostics: readonly Diagnostic[];
}
