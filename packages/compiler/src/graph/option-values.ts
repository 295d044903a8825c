/** The options of `withOptions`, with what the body knows written in: they are part of the graph, and no step can make them. */
import type { Json } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { Expression, ObjectMember } from "../frontend/syntax.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { asKnown } from "./values.ts";

/** Undefined = a part of it is only known while running, and that was said. */
export function constantOptions(it: Interpreter, options: Expression, place: Place, option?: string): Expression | undefined {
  if (options.kind === "object") {
    const members = options.members.map((member) => constantMember(it, member, place));
    return members.every((member) => member !== undefined) ? { ...options, members } : undefined;
  }
  const { result, failed } = it.speculate(() => it.evaluate(options, place, {}));
  const constant = failed ? undefined : asKnown(result);
  if (constant?.value !== undefined) return literal(constant.value, options);
  if (failed || (result.kind !== "symbolic" && result.kind !== "glue")) return options;
  const help = "choose between two calls: `big ? await withOptions(step, BIG)({ … }) : await step({ … })`";
  const what = option === undefined ? "the configuration of a step" : `\`${option}\` of a step`;
  it.report(body("DW2001", options, { text: options.text, what, help }));
  return undefined;
}

function constantMember(it: Interpreter, member: ObjectMember, place: Place): ObjectMember | undefined {
  switch (member.kind) {
    case "property": {
      const value = constantOptions(it, member.value, place, member.name);
      return value === undefined ? undefined : { ...member, value };
    }
    case "spread": {
      const operand = constantOptions(it, member.operand, place);
      return operand === undefined ? undefined : { ...member, operand };
    }
    case "computed": {
      const key = asKnown(it.speculate(() => it.evaluate(member.key, place, {})).result)?.value;
      const value = constantOptions(it, member.value, place);
      if (value === undefined) return undefined;
      const { span, text, handle } = member;
      return typeof key === "string" ? { span, text, handle, kind: "property", name: key, value, shorthand: false } : member;
    }
    case "method":
      return member;
  }
}

/** A constant as it would be written, at the place of the expression that gave it. */
function literal(value: Json, { span, text, handle }: Expression): Expression {
  const base = { span, text, handle };
  if (typeof value !== "object" || value === null) return { ...base, kind: "literal", value };
  if (Array.isArray(value))
    return { ...base, kind: "array", elements: value.map((item: Json) => literal(item, { ...base, kind: "hole" })) };
  const members = Object.entries(value).map(([name, part]): ObjectMember => {
    const inner = literal(part, { ...base, kind: "hole" });
    return { ...base, kind: "property", name, value: inner, shorthand: false };
  });
  return { ...base, kind: "object", members };
}
