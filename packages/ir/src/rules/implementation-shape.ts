import { refsOf, type Value } from "@dagwright/protocol";
import { holdsGlue } from "../engine/values.ts";
import { code } from "../code.ts";
import { report } from "../diagnostics.ts";
import { nearest } from "../did-you-mean.ts";
import type { Component } from "../model.ts";
import type { Rule } from "./rule.ts";

/** An importer takes a `uri` and gives one artifact; a manifest reads the component's own inputs and nothing else. */
export const implementationShape: Rule = function* ({ document }) {
  for (const [name, component] of Object.entries(document.components)) {
    for (const problem of problemsOf(component)) yield report("DW4182", { span: component.span }, { component: name, problem });
  }
};

function* problemsOf({ implementation, input, output }: Component): Generator<string> {
  const fields = input?.fields ?? {};
  if (implementation.kind === "importer") {
    if (fields["uri"]?.type.kind !== "string" || Object.keys(fields).length !== 1)
      yield "is an importer, so its only input is `uri: string`";
    if (output?.type.kind !== "artifact") yield "is an importer, so its output is one artifact";
    else if (output.type.artifact !== implementation.artifact)
      yield `imports a ${code(implementation.artifact)}, but gives a ${code(output.type.artifact)}`;
  }
  if (implementation.kind === "kubernetesResource") {
    const { manifest } = implementation;
    if (holdsGlue(manifest) || asksOutcomes(manifest)) yield "has a manifest that is more than an expression over its inputs";
    for (const ref of refsOf(manifest)) {
      const [field] = ref.path;
      if (ref.node !== "input") yield `has a manifest that reads ${code(ref.node)}, which is not its input`;
      else if (typeof field !== "string" || !Object.hasOwn(fields, field))
        yield `has a manifest that reads an input ${code(String(field))} that is not there${nearest(String(field), Object.keys(fields)).text}`;
    }
  }
}

const asksOutcomes = (value: Value): boolean => JSON.stringify(value).includes('"kind":"whenSucceeded"');
