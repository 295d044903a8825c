import { printType, type Field } from "@dagwright/protocol";
import { pathText } from "../check-value.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { report } from "../diagnostics.ts";
import { nearest } from "../did-you-mean.ts";
import type { CallNode, TaskNode } from "../model.ts";
import { own } from "../own.ts";
import type { Rule } from "./rule.ts";

/** Arguments name inputs that exist, required inputs are given, and paths lead to fields that exist. */
export const knownFields: Rule = function* ({ document, pipelines }) {
  for (const { nodes, problems } of pipelines) {
    for (const { node } of nodes) {
      if (node.kind === "task") {
        const component = own(document.components, node.component);
        if (component !== undefined) yield* argumentNames(node, node.component, component.input?.fields ?? {});
      }
      if (node.kind === "call") {
        const pipeline = own(document.pipelines, node.pipeline);
        if (pipeline === undefined) continue;
        const fields = Object.entries(pipeline.inputs).map(([name, input]): [string, Field] => [
          name,
          { type: input.type, optional: input.optional === true || input.default !== undefined },
        ]);
        yield* argumentNames(node, node.pipeline, Object.fromEntries(fields));
      }
    }
    for (const { placed, problem } of problems) {
      if (problem.kind !== "path" || problem.problem.kind !== "unknownField") continue;
      const { key, path, type, known } = problem.problem;
      const read = problem.ref.node + pathText(path);
      yield report("DW4123", { span: placed.span }, { read, key: String(key), type, hint: nearest(String(key), known).text });
    }
  }
};

function* argumentNames(node: TaskNode | CallNode, owner: string, fields: Readonly<Record<string, Field>>): Generator<Diagnostic> {
  for (const name of Object.keys(node.args)) {
    if (!Object.hasOwn(fields, name))
      yield report("DW4121", { span: node.span }, { owner, name, hint: nearest(name, Object.keys(fields)).text });
  }
  for (const [name, field] of Object.entries(fields)) {
    if (field.optional !== true && !Object.hasOwn(node.args, name))
      yield report("DW4122", { span: node.span }, { owner, name, type: printType(field.type) });
  }
}
