import { report } from "../diagnostics.ts";
import { placeText } from "./place-text.ts";
import type { Rule } from "./rule.ts";

/** What is read fits the place it stands in, conditions are boolean, lists are gone through, and operators get what they take. */
export const typesFit: Rule = function* ({ pipelines }) {
  for (const { problems } of pipelines) {
    for (const { placed, problem } of problems) {
      if (problem.kind === "type")
        yield report(
          "DW4131",
          { span: placed.span },
          { place: placeText(placed, problem.path), found: problem.found, wanted: problem.wanted },
        );
      if (problem.kind === "limit")
        yield report("DW4134", { span: placed.span }, { place: placeText(placed, problem.path), problem: problem.reason });
      if (problem.kind === "operands") {
        yield report(
          "DW4132",
          { span: placed.span },
          { place: placeText(placed), operator: problem.operator, found: problem.found, wanted: problem.wanted },
        );
      }
    }
  }
};
