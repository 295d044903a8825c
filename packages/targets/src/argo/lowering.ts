import type { Diagnostic, Document } from "@dagwright/ir";
import type { ArgoOptions } from "./options.ts";
import type { InlineCode } from "./code.ts";
import type { Templates } from "./templates.ts";

/** What one lowering shares: what it reads, and where templates and diagnostics go. */
export interface Lowering {
  readonly document: Document;
  readonly options: ArgoOptions;
  readonly code: InlineCode;
  readonly templates: Templates;
  readonly diagnostics: Diagnostic[];
}
