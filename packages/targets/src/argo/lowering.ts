import type { Diagnostic, Document, Node } from "@dagwright/ir";
import type { Dag, Local, Reporting } from "./dag.ts";
import type { LoweredNode } from "./lowered-node.ts";
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
  /** Regions lower nodes and nodes lower regions; this way only one of them imports the other. */
  readonly nodes: NodeLowering;
}

export interface NodeLowering {
  /** How the node's task will be seen by its readers. */
  localOf(node: Node, dag: Dag, reporting: Reporting, lowering: Lowering): Local;
  lowerNode(node: Node, dag: Dag, reporting: Reporting, lowering: Lowering, position: number): LoweredNode;
}
