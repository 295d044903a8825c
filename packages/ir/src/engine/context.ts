import type { Json } from "@dagwright/protocol";
import type { Document, Node, Region } from "../model.ts";
import type { Outcome } from "../outcome.ts";
import type { Frame } from "./frame.ts";
import type { EngineEvent, Host } from "./host.ts";

/** How a region ended, with those of its results that were asked for. */
export interface BlockEnd {
  readonly outcome: Outcome;
  readonly values: Readonly<Record<string, Json | undefined>>;
}

/** One execution. Regions and nodes run each other through it, so that their files need not know each other. */
export interface Context {
  readonly document: Document;
  readonly host: Host;
  readonly isCancelled: () => boolean;
  /** A step was cancelled from outside: nothing new starts from here on. */
  readonly cancel: () => void;
  readonly emit: (event: EngineEvent) => void;
  /**
   * Runs a region and evaluates `results` of it; `extra` are values evaluated in the same place (a loop's next state).
   * A throwing value is a failure of the region.
   */
  readonly runBlock: (frame: Frame, path: string, results: readonly string[], extra?: Region["results"]) => Promise<BlockEnd>;
}

/** Says of every node in a region that never started what became of it. Bodies of loops are left out: they have no turns to name. */
export function emitUnstarted(context: Context, region: Region, prefix: string, outcome: Outcome): void {
  for (const node of region.nodes) emitUnstartedNode(context, node, prefix, outcome);
}

export function emitUnstartedNode(context: Context, node: Node, prefix: string, outcome: Outcome): void {
  context.emit({ type: "ended", path: prefix + node.id, node, outcome });
  if (node.kind === "branch") {
    emitUnstarted(context, node.then, prefix, outcome);
    emitUnstarted(context, node.else, prefix, outcome);
  } else if (node.kind === "try") {
    emitUnstarted(context, node.body, prefix, outcome);
    if (node.catch !== undefined) emitUnstarted(context, node.catch.region, prefix, outcome);
    if (node.finally !== undefined) emitUnstarted(context, node.finally, prefix, outcome);
  } else if (node.kind === "group") {
    node.members.forEach((member, index) => emitUnstarted(context, member.region, `${prefix}${node.id}.${index}.`, outcome));
  }
}
