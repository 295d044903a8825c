/** What became of each part of a pipeline's body: as far as the document tells, so that compiled and hand-written ones are told alike. */
import { childrenOf, type Value } from "@dagwright/protocol";
import type { Document, Node, Pipeline } from "../model.ts";
import { nodesOf } from "../walk.ts";
import { evaluatorOf, factsOf, glueIn, glueReason, type PipelineFacts, type PlacedGlue } from "./explain-glue.ts";
import { kindOf, reasonOf } from "./explain-node.ts";
import { inSourceOrder, isSame, keyOf, type Explanation, type ExplanationKind } from "./explanation.ts";
import { readerOf, shortValue } from "./words.ts";

/** In source order. What the source tells besides comes from the compiler; without it, expressions are told where their readers stand. */
export function explain(document: Document, pipeline: Pipeline, fromSource?: readonly Explanation[]): readonly Explanation[] {
  const facts = factsOf(document, pipeline);
  const nodes = explainNodes(document, pipeline);
  const glue = explainGlue(facts);
  const others = fromSource === undefined ? explainExpressions(facts) : fromSource.filter((one) => isNews(one, nodes));
  const first = new Map([...nodes, ...glue].map((one) => [keyOf(one.kind, one.span), one]));
  const all = [...first.values(), ...others].map((one) => ({ ...one, reason: inUsersNames(one.reason, facts) }));
  return inSourceOrder(all, pipeline.span.file);
}

/** What a loop hands on has a name of the user's; the id under which the document holds it has not. */
function inUsersNames(reason: string, { nodes }: PipelineFacts): string {
  let text = reason;
  for (const node of nodes.values()) {
    if (node.kind !== "loop" || !text.includes(node.state)) continue;
    const id = node.state.replaceAll("$", "\\$");
    text = text
      .replaceAll(new RegExp(`(?<![\\w$-])${id}\\.`, "gu"), "")
      .replaceAll(new RegExp(`(?<![\\w$-])${id}(?![\\w$-])`, "gu"), node.id);
  }
  return text;
}

function explainNodes(document: Document, pipeline: Pipeline): readonly Explanation[] {
  const all: { readonly kind: ExplanationKind; readonly node: Node }[] = [];
  for (const { node } of nodesOf(pipeline)) {
    const kind = kindOf(node);
    if (kind !== undefined) all.push({ kind, node });
  }
  return [...Map.groupBy(all, ({ kind, node }) => keyOf(kind, node.span)).values()].flatMap((copies): Explanation[] => {
    const [first] = copies;
    if (first === undefined) return [];
    const ids = copies.map(({ node }) => node.id);
    return [{ kind: first.kind, span: first.node.span, nodes: ids, reason: reasonOf(first.node, ids, document) }];
  });
}

/** Where a piece is evaluated in several ways, each is told. */
function explainGlue(facts: PipelineFacts): readonly Explanation[] {
  const all = facts.values.flatMap((placed): readonly PlacedGlue[] => [...glueIn(placed)]);
  return [...Map.groupBy(all, ({ glue }) => keyOf("glue", glue.span)).values()].flatMap((pieces): Explanation[] => {
    const [first] = pieces;
    if (first === undefined) return [];
    const ways = [...Map.groupBy(pieces, ({ glue, within }) => (within === undefined ? glue.place : "within")).values()];
    return [
      {
        kind: "glue",
        span: first.glue.span,
        nodes: [...new Set(pieces.flatMap((piece) => evaluatorOf(piece, facts) ?? []))],
        reason: ways.map((copies) => glueReason(copies, facts)).join("; also "),
      },
    ];
  });
}

function explainExpressions({ values }: PipelineFacts): readonly Explanation[] {
  return values.flatMap((placed): Explanation[] =>
    isExpression(placed.value)
      ? [
          {
            kind: "expression",
            span: placed.span,
            nodes: placed.node === undefined ? [] : [placed.node.id],
            reason: `${readerOf(placed)} is ${shortValue(placed.value)}: the target evaluates it`,
          },
        ]
      : [],
  );
}

/** Whether there is an operator in it that is no glue's. */
function isExpression(value: Value): boolean {
  switch (value.kind) {
    case "literal":
    case "absent":
    case "ref":
    case "glue":
      return false;
    case "list":
    case "record":
      return childrenOf(value).some(isExpression);
    default:
      return true;
  }
}

/** A loop that the graph has is not unrolled, and what a branch gives is told by it. */
function isNews({ kind, span }: Explanation, nodes: readonly Explanation[]): boolean {
  const there = nodes.filter((one) => isSame(one.span, span));
  if (kind === "unrolled") return !there.some((one) => one.kind === "loop" || one.kind === "fan-out");
  return (kind !== "reference" && kind !== "expression") || !there.some((one) => one.kind === "branch");
}
