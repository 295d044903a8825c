import { childrenOf, type Digest, type Span, type Value } from "@dagwright/protocol";
import { code } from "../code.ts";
import { report } from "../diagnostics.ts";
import type { Rule } from "./rule.ts";

/** Every bundle that code is referred to by lies beside the document, where it is known which do. */
export const knownBundles: Rule = function* ({ document, pipelines, bundles }) {
  if (bundles === undefined) return;
  const missing = (digest: Digest): boolean => !bundles.has(digest);
  if (document.wrapper !== undefined && missing(document.wrapper))
    yield report("DW4116", {}, { what: "the wrapper", digest: document.wrapper });
  for (const [name, { implementation, span }] of Object.entries(document.components)) {
    const bundled =
      implementation.kind === "typescript" ? implementation : implementation.kind === "container" ? implementation.fake : undefined;
    if (bundled !== undefined && missing(bundled.bundle)) yield report("DW4116", { span }, { what: code(name), digest: bundled.bundle });
  }
  for (const { values } of pipelines) {
    for (const { value } of values) {
      for (const glue of glueIn(value))
        if (missing(glue.glue)) yield report("DW4116", { span: glue.span }, { what: code(glue.source), digest: glue.glue });
    }
  }
};

function* glueIn(value: Value): Generator<{ readonly glue: Digest; readonly source: string; readonly span: Span }> {
  if (value.kind === "glue") yield value;
  for (const child of childrenOf(value)) yield* glueIn(child);
}
