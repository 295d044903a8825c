/** What the tests of the parts of a lowering need around them. */
import type { Component, Document } from "@dagwright/ir";
import { component, document, pipeline, region } from "@dagwright/ir/testing";
import type { Field, Type } from "@dagwright/protocol";
import { InlineCode } from "../src/argo/code.ts";
import { Dag } from "../src/argo/dag.ts";
import type { Lowering } from "../src/argo/lowering.ts";
import type { DagTask, Template, Workflow } from "../src/argo/manifest.ts";
import { localOf, lowerNode } from "../src/argo/nodes/node.ts";
import { Templates } from "../src/argo/templates.ts";
import type { Code } from "../src/target.ts";

export const code: Code = { wrapper: Buffer.from("wrapper"), bundle: (digest) => Buffer.from(digest) };

export const emptyDocument: Document = document({}, { main: pipeline(region([])) });

export const loweringOf = (of: Document = emptyDocument): Lowering => ({
  document: of,
  options: { name: "main", kind: "Workflow", image: "node:24-slim" },
  code: new InlineCode(code, new Set()),
  templates: new Templates(),
  diagnostics: [],
  nodes: { localOf, lowerNode },
});

/** A DAG whose `input` has the fields, each a parameter of the template. */
export function dagWith(fields: Readonly<Record<string, Type | Field>>, of: Document = emptyDocument): Dag {
  const dag = new Dag(loweringOf(of), "test", undefined);
  const typed = Object.entries(fields).map(([name, entry]): [string, Field] => [name, "kind" in entry ? { type: entry } : entry]);
  dag.bindings.set("input", {
    field: { type: { kind: "object", fields: Object.fromEntries(typed) } },
    read: ([name, ...rest]) => ({
      slot: { code: `inputs.parameters.${String(name)}`, tag: `{{inputs.parameters.${String(name)}}}` },
      rest,
    }),
  });
  return dag;
}

/** A foreign container with the command line. */
export const container = (
  input: Readonly<Record<string, Type | Field>>,
  output: Type | undefined,
  args: Extract<Component["implementation"], { kind: "container" }>["args"],
  config: Component["config"] = {},
): Component => ({
  ...component(input, output, config),
  implementation: { kind: "container", image: "ghcr.io/acme/train", command: [{ kind: "text", text: "train" }], args },
});

export function templateOf(workflow: Workflow, name: string): Template {
  const template = workflow.spec.templates.find((candidate) => candidate.name === name);
  if (template === undefined) throw new Error(`no template is called ${name}`);
  return template;
}

export function taskOf(workflow: Workflow, template: string, name: string): DagTask {
  const task = templateOf(workflow, template).dag?.tasks.find((candidate) => candidate.name === name);
  if (task === undefined) throw new Error(`no task of ${template} is called ${name}`);
  return task;
}
