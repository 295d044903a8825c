import type { Code } from "./expression.ts";
import type { DagTask } from "./manifest.ts";

/** What a node's task runs; its dependencies follow from what was read meanwhile. */
export interface LoweredNode {
  readonly template: string;
  readonly arguments?: DagTask["arguments"];
  /** In place of "all that was read has succeeded". */
  readonly depends?: string;
  /** An expression, besides the failures of what was read. */
  readonly when?: Code;
  readonly withParam?: string;
}
