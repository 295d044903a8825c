import type { Diagnostic, Document, Explanation } from "@dagwright/ir";
import type { Digest } from "@dagwright/protocol";

/** A pipeline ready to be run or lowered: what a `*.pipeline.json` and its `bundles/` hold, wherever it comes from. */
export interface CompiledPipeline {
  readonly name: string;
  /** Of its project, absolute. */
  readonly root: string;
  readonly document: Document;
  /** Whether it is the default export of its file. */
  readonly isDefault: boolean;
  /** The code the document refers to, its wrapper included. */
  readonly bundles: ReadonlyMap<Digest, Bundle>;
  /** Names the result that it is a part of, if that is kept: whatever is made of it can be kept under this name. */
  readonly keptAs?: Digest;
}

export interface Bundle {
  readonly code: Uint8Array;
  /** Its source map, if there is one, under the file name that the code gives for it. Sources are relative to the project's root. */
  readonly map?: { readonly file: string; readonly bytes: Uint8Array };
}

/** What some files of one project came to. */
export interface CompiledProject {
  /** Absolute; spans are relative to it. */
  readonly root: string;
  readonly pipelines: readonly CompiledPipeline[];
  readonly diagnostics: readonly Diagnostic[];
  /** What only the source tells of each pipeline's body, by its name; there if it was asked for. */
  readonly explanations?: ReadonlyMap<string, readonly Explanation[]>;
}
