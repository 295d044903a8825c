import type { Digest } from "@dagwright/protocol";
import { checkValue } from "./check-value.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { expectedAt } from "./expected.ts";
import { surroundingsOf } from "./infer.ts";
import type { Document, Pipeline } from "./model.ts";
import { rules } from "./rules/index.ts";
import type { PipelineView, RuleContext } from "./rules/rule.ts";
import { blocksOf, valuesInBlock } from "./walk.ts";

export interface VerifyOptions {
  /** The bundles that lie beside the document; without it, references to code are taken on trust. */
  readonly bundles?: ReadonlySet<Digest>;
}

/**
 * Proves a document sound: references resolve, are in scope and present where they are read, types fit, nothing waits in circles, names are
 * legal. All that is wrong at once, codes `DW41xx`; nothing = targets and runner may rely on it. Accepts hand-written IR; never throws on
 * what the schema accepts.
 */
export function verify(document: Document, options: VerifyOptions = {}): readonly Diagnostic[] {
  const context = contextOf(document, options);
  return rules.flatMap((rule) => [...rule(context)]);
}

/** What rules look at. */
export function contextOf(document: Document, options: VerifyOptions = {}): RuleContext {
  const pipelines = Object.entries(document.pipelines).map(([name, pipeline]) => viewOf(name, pipeline, document));
  return { document, pipelines, bundles: options.bundles };
}

function viewOf(name: string, pipeline: Pipeline, document: Document): PipelineView {
  const blocks = [...blocksOf(pipeline)];
  const nodes = blocks.flatMap((block) => block.region.nodes.map((node) => ({ node, block })));
  const values = blocks.flatMap((block) => [...valuesInBlock(block, pipeline)]);
  const problems = values.flatMap((placed) =>
    checkValue(placed.value, expectedAt(placed, pipeline, document), surroundingsOf(document, placed.block)).map((problem) => ({
      placed,
      problem,
    })),
  );
  return { name, pipeline, blocks, nodes, values, problems };
}
