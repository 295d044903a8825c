import type { Field } from "@dagwright/protocol";
import { code } from "../code.ts";
import { report } from "../diagnostics.ts";
import { nearest } from "../did-you-mean.ts";
import type { Component, ContainerToken } from "../model.ts";
import { own } from "../own.ts";
import { membersOf } from "../types.ts";
import type { Rule } from "./rule.ts";

/** A container's command names fields that exist: paths of artifacts and of outputs, text of everything else, optional ones only where they are present. */
export const containerTokens: Rule = function* ({ document }) {
  for (const [name, component] of Object.entries(document.components)) {
    const { implementation, span } = component;
    if (implementation.kind !== "container") continue;
    const fields = fieldsOf(component);
    for (const token of [...implementation.command, ...implementation.args]) {
      for (const problem of tokenProblems(token, fields, document.types, []))
        yield report("DW4181", { span }, { component: name, problem });
    }
    if (component.output !== undefined && component.output.type.kind !== "object") {
      yield report("DW4182", { span }, { component: name, problem: "is a container, so its output is an object with one field a file" });
    }
  }
};

interface Fields {
  readonly inputs: Readonly<Record<string, Field>>;
  readonly outputs: Readonly<Record<string, Field>>;
}

const fieldsOf = ({ input, output }: Component): Fields => ({
  inputs: input?.fields ?? {},
  outputs: output?.type.kind === "object" ? output.type.fields : {},
});

function* tokenProblems(
  token: ContainerToken,
  fields: Fields,
  types: Parameters<typeof membersOf>[1],
  present: readonly string[],
): Generator<string> {
  switch (token.kind) {
    case "text":
      return;
    case "concat":
      for (const part of token.parts) yield* tokenProblems(part, fields, types, present);
      return;
    case "outputPath":
      if (own(fields.outputs, token.field) === undefined)
        yield `names an output ${code(token.field)} that is not there${nearest(token.field, Object.keys(fields.outputs)).text}`;
      return;
    case "input":
    case "inputPath":
    case "inputUri":
    case "whenPresent": {
      const field = own(fields.inputs, token.field);
      if (field === undefined) {
        yield `names an input ${code(token.field)} that is not there${nearest(token.field, Object.keys(fields.inputs)).text}`;
      } else if (token.kind === "whenPresent") {
        if (field.optional !== true) yield `asks whether ${code(token.field)} is present, which it always is`;
      } else {
        const isArtifact = membersOf(field.type, types)?.every((member) => member.kind === "artifact") ?? true;
        if (token.kind === "input" && isArtifact && membersOf(field.type, types) !== undefined)
          yield `writes ${code(token.field)} as text, but it is an artifact: name its path`;
        if (token.kind !== "input" && !isArtifact)
          yield `asks for the ${token.kind === "inputPath" ? "path" : "uri"} of ${code(token.field)}, which is no artifact`;
        if (field.optional === true && !present.includes(token.field))
          yield `uses ${code(token.field)} without asking whether it is present`;
      }
      if (token.kind !== "whenPresent") return;
      for (const part of token.then) yield* tokenProblems(part, fields, types, [...present, token.field]);
      for (const part of token.else) yield* tokenProblems(part, fields, types, present);
    }
  }
}
