import { pathText } from "../check-value.ts";
import { report } from "../diagnostics.ts";
import { placeText } from "./place-text.ts";
import type { Rule } from "./rule.ts";

/** What may be absent is read only where absent is allowed. */
export const presence: Rule = function* ({ pipelines }) {
  for (const { problems } of pipelines) {
    for (const { placed, problem } of problems) {
      if (problem.kind === "absent")
        yield report("DW4141", { span: placed.span }, { place: placeText(placed, problem.path), wanted: problem.wanted });
      if (problem.kind === "absentOperand")
        yield report("DW4142", { span: placed.span }, { place: placeText(placed), operator: problem.operator });
      if (problem.kind === "path" && problem.problem.kind === "maybeAbsent") {
        const { key, path, what } = problem.problem;
        yield report("DW4143", { span: placed.span }, { read: problem.ref.node + pathText(path), key: String(key), what });
      }
    }
  }
};
