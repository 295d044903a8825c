import { body } from "../diagnostics/body.ts";
import type { Rule } from "./rule.ts";

/** A tag above a field or type that crosses a boundary, and is nearly the name of a limit. */
export const misspeltTags: Rule = function* (context) {
  const [first] = context.graphs.values();
  for (const { name, meant, span } of first?.graph.interpreter.frontend.misspeltTags() ?? [])
    yield body("DW3006", { span }, { name, meant });
};
