/** From what an expression came to, to a value of the IR. */
import type { Span, Value } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { Expression } from "../frontend/syntax.ts";
import { literalOf } from "./data-value.ts";
import { nameDefinition } from "./glue-values.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { markAwaited } from "./mark-awaited.ts";
import { asKnown, type Val } from "./values.ts";

const ABSENT: Value = { kind: "absent" };

export function toValue(it: Interpreter, val: Val, at: Expression | undefined, span: Span, place: Place): Value {
  const text = at?.text ?? "this value";
  const problem = (reason: string, help?: string): Value => {
    it.report(body("DW2111", { span }, { text, reason, help }));
    return ABSENT;
  };
  const constant = asKnown(val);
  if (constant !== undefined) {
    if (typeof constant.value === "number" && !Number.isFinite(constant.value))
      return problem(`is ${constant.value}, which JSON cannot hold`);
    return literalOf(constant.value);
  }
  switch (val.kind) {
    case "known":
    case "poison":
      return ABSENT;
    case "list":
      return {
        kind: "list",
        items: val.items.map((item, index) => toValue(it, item, at?.kind === "array" ? at.elements[index] : undefined, span, place)),
      };
    case "record": {
      const fields: Record<string, Value> = {};
      for (const [name, field] of val.fields) {
        const member =
          at?.kind === "object" ? at.members.find((candidate) => candidate.kind === "property" && candidate.name === name) : undefined;
        const expression = member?.kind === "property" ? member.value : undefined;
        const value = toValue(it, field, expression, expression?.span ?? span, place);
        if (value.kind !== "absent") fields[name] = value;
      }
      return { kind: "record", fields };
    }
    case "symbolic":
      if (val.isError === true) {
        it.report(body("DW2113", { span }, { text }));
        return ABSENT;
      }
      if (val.value.kind === "ref") {
        const definition = it.definitions.of(val.value);
        if (definition !== undefined && !("type" in definition.type)) {
          const [found] = definition.type.problems;
          const reason = found?.reason ?? "has no schema";
          if (at !== undefined) return problem(reason, found?.help);
          // No expression stands here: what a loop hands on, for one. The mistake is where the value was made.
          it.report(body("DW2111", { span: definition.span }, { text: definition.text, reason, help: found?.help }));
          return ABSENT;
        }
      }
      return val.value;
    case "glue": {
      const named = nameDefinition(it, val, undefined, place);
      return named.kind === "glue" ? ABSENT : toValue(it, named, at, span, place);
    }
    case "started":
    case "asyncCall":
    case "each":
    case "all": {
      const promise = val.kind === "started" ? val.started : val.call;
      it.report(body("DW2201", { span }, { text: at?.text ?? promise.text }));
      markAwaited(it, val);
      return ABSENT;
    }
    case "function":
    case "step":
      it.report(body("DW2118", { span }, { text }));
      return ABSENT;
    case "named":
      if (val.declaration.kind === "moduleVariable") {
        const related = val.why?.span === undefined ? [] : [{ span: val.why.span, message: val.why.message }];
        it.report(
          body(
            "DW2003",
            { span, related },
            { text, cause: val.why === undefined ? "its value is no plain data" : "it is made of something that is not constant" },
          ),
        );
      } else if (val.declaration.kind === "moduleFunction") it.report(body("DW2118", { span }, { text }));
      else return problem("is not data");
      return ABSENT;
    case "unreadable":
      it.report(body("DW2116", { span }, { text, why: val.why }));
      return ABSENT;
  }
}
