import { CodecError } from "@dagwright/protocol";
import { code } from "../code.ts";
import { report } from "../diagnostics.ts";
import { normalizeJson } from "../inputs.ts";
import type { Rule } from "./rule.ts";

/** The default of an input is a value of its type. */
export const defaultsFit: Rule = function* ({ document, pipelines }) {
  for (const { pipeline } of pipelines) {
    for (const [name, input] of Object.entries(pipeline.inputs)) {
      if (input.default === undefined) continue;
      try {
        normalizeJson(input.default, input.type, document.types, "");
      } catch (error) {
        // Anything else comes of a type that cannot be used, which `known-types` reports.
        if (!(error instanceof CodecError)) continue;
        const problem = `${error.path === "" ? "" : `has a ${error.path.slice(1)} that `}${error.reason}`;
        yield error.isLimit
          ? report("DW4134", { span: pipeline.span }, { place: `the default of the input ${code(name)}`, problem })
          : report("DW4133", { span: pipeline.span }, { name, problem });
      }
    }
  }
};
