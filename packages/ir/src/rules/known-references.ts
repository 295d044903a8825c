import { childrenOf, type Span, type Value } from "@dagwright/protocol";
import type { Diagnostic } from "../diagnostic.ts";
import { code } from "../code.ts";
import { report } from "../diagnostics.ts";
import { nearest } from "../did-you-mean.ts";
import { nodeIn, idsInScope, resolveId } from "../scope.ts";
import type { Block } from "../walk.ts";
import type { PipelineView, Rule } from "./rule.ts";

/**
 * A value reads nodes of its own region or an enclosing one, and what loops and handlers around it bind. `catch` and `finally` read nodes of
 * the body only where those are known to have succeeded. `order` names nodes of the same region.
 */
export const knownReferences: Rule = function* ({ pipelines }) {
  for (const view of pipelines) {
    for (const { node, block } of view.nodes) {
      for (const id of node.order) {
        if (nodeIn(block.region, id) !== undefined) continue;
        const hint = nearest(
          id,
          block.region.nodes.map((sibling) => sibling.id),
        ).text;
        yield report("DW4114", { span: node.span }, { node: node.id, id, hint });
      }
    }
    for (const { value, block, span } of view.values) yield* references(value, block, span, [], view);
  }
};

function* references(value: Value, block: Block, span: Span, succeeded: readonly string[], view: PipelineView): Generator<Diagnostic> {
  if (value.kind === "ref") yield* readable(value.node, block, span, succeeded, view);
  if (value.kind === "whenSucceeded") {
    yield* readable(value.node, block, span, [value.node], view);
    yield* references(value.value, block, span, [...succeeded, value.node], view);
    yield* references(value.otherwise, block, span, succeeded, view);
    return;
  }
  for (const child of childrenOf(value)) yield* references(child, block, span, succeeded, view);
}

function* readable(id: string, block: Block, span: Span, succeeded: readonly string[], view: PipelineView): Generator<Diagnostic> {
  const target = resolveId(id, block);
  if (target?.kind === "attempted" && !succeeded.includes(id)) yield report("DW4113", { span }, { id });
  if (target !== undefined) return;
  const elsewhere = view.blocks.find((other) => other.bindings.has(id) || nodeIn(other.region, id) !== undefined);
  if (elsewhere === undefined) yield report("DW4111", { span }, { id, hint: nearest(id, idsInScope(block)).text });
  else
    yield report(
      "DW4112",
      { span },
      { id, where: elsewhere.owner === undefined ? "the pipeline" : `${labelText(elsewhere.label)} of ${code(elsewhere.owner.id)}` },
    );
}

/** Members of a group are numbered; all other parts of a node have names. */
const labelText = (label: string): string => (/^\d+$/u.test(label) ? `member ${label}` : code(label));
