import type { Diagnostic, Document } from "@dagwright/ir";
import type { Digest } from "@dagwright/protocol";

/** Something that takes the IR and gives what a cluster accepts. Pure: the same document gives the same bytes. */
export interface Target<Options = unknown> {
  readonly name: string;
  /** What a document may use; anything else is refused at its span (`DW5xxx`). */
  readonly capabilities: Capabilities;
  lower(document: Document, code: Code, options: Options): Lowered;
}

export interface Capabilities {
  readonly approval: boolean;
  readonly loops: boolean;
  readonly containers: boolean;
  readonly artifacts: boolean;
}

/** The bytes behind a document's digests. */
export interface Code {
  readonly wrapper: Uint8Array;
  bundle(digest: Digest): Uint8Array;
}

export interface Lowered {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly diagnostics: readonly Diagnostic[];
}
