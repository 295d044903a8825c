import { report } from "../diagnostics.ts";
import { nearest } from "../did-you-mean.ts";
import type { Rule } from "./rule.ts";

/** Every component and pipeline that is named is there, the entry among them. */
export const knownComponents: Rule = function* ({ document, pipelines }) {
  const { components, entry } = document;
  if (!Object.hasOwn(document.pipelines, entry)) {
    yield report("DW4115", {}, { what: "pipeline", name: entry, hint: nearest(entry, Object.keys(document.pipelines)).text });
  }
  for (const { nodes } of pipelines) {
    for (const { node } of nodes) {
      if (node.kind === "task" && !Object.hasOwn(components, node.component)) {
        yield report(
          "DW4115",
          { span: node.span },
          { what: "component", name: node.component, hint: nearest(node.component, Object.keys(components)).text },
        );
      }
      if (node.kind === "call" && !Object.hasOwn(document.pipelines, node.pipeline)) {
        yield report(
          "DW4115",
          { span: node.span },
          { what: "pipeline", name: node.pipeline, hint: nearest(node.pipeline, Object.keys(document.pipelines)).text },
        );
      }
    }
  }
};
