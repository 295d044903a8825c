/** The manifest of a `kubernetesResource`, as a value over its input. */
import type { Diagnostic } from "@dagwright/ir";
import type { Value } from "@dagwright/protocol";
import { foldConstant } from "../constants/fold.ts";
import { declared } from "../diagnostics/interface.ts";
import type { Frontend } from "../frontend/frontend.ts";
import type { Expression } from "../frontend/syntax.ts";
import { ParameterPaths, returned } from "./parameters.ts";

type Report = (diagnostic: Diagnostic) => void;

export function manifestValue(frontend: Frontend, expression: Expression, report: Report): Value {
  if (expression.kind !== "function") return valueOf(frontend, expression, undefined, report);
  const body = returned(expression);
  if (body === undefined) return refuse(expression, "is a function that does more than give back an object", report);
  return valueOf(frontend, body, new ParameterPaths(frontend, expression), report);
}

function refuse(at: Expression, why: string, report: Report): Value {
  report(declared("DW1021", { span: at.span }, { option: "manifest", text: at.text, why }));
  return { kind: "absent" };
}

function valueOf(frontend: Frontend, expression: Expression, paths: ParameterPaths | undefined, report: Report): Value {
  const read = paths?.of(expression);
  if (read !== undefined) return { kind: "ref", node: "input", path: read.path };
  const go = (part: Expression): Value => valueOf(frontend, part, paths, report);
  switch (expression.kind) {
    case "object": {
      const fields: Record<string, Value> = {};
      for (const member of expression.members) {
        if (member.kind === "property") fields[member.name] = go(member.value);
        else refuse(expression, "has a member without a plain name and value", report);
      }
      return { kind: "record", fields };
    }
    case "array":
      return {
        kind: "list",
        items: expression.elements.map((element) => (element.kind === "spread" ? refuse(element, "is spread", report) : go(element))),
      };
    case "template":
      return {
        kind: "template",
        parts: expression.parts.map((part) => (typeof part === "string" ? { kind: "literal", value: part } : go(part))),
      };
    default: {
      const folded = foldConstant(frontend, expression);
      if (!folded.constant) return refuse(folded.at, folded.why, report);
      return folded.value === undefined ? { kind: "absent" } : { kind: "literal", value: folded.value };
    }
  }
}
