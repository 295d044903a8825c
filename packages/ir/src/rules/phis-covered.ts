import type { Field } from "@dagwright/protocol";
import type { Diagnostic } from "../diagnostic.ts";
import { report } from "../diagnostics.ts";
import type { Node, Region } from "../model.ts";
import type { Rule } from "./rule.ts";

/** Whatever a node, or the pipeline, takes from its regions is yielded by each of them, unless it may be absent or the region always fails. */
export const phisCovered: Rule = function* ({ pipelines }) {
  for (const { name, pipeline, nodes } of pipelines) {
    if (pipeline.output !== undefined) yield* covered(name, { value: pipeline.output }, "its body", pipeline.body, pipeline.span);
    for (const { node } of nodes) {
      for (const { fields, edge, region } of edgesOf(node)) yield* covered(node.id, fields, edge, region, node.span);
    }
  }
};

function* covered(
  owner: string,
  fields: Readonly<Record<string, Field>>,
  edge: string,
  region: Region,
  span: Node["span"],
): Generator<Diagnostic> {
  if (alwaysFails(region)) return;
  for (const [name, field] of Object.entries(fields)) {
    if (field.optional !== true && !Object.hasOwn(region.results, name)) yield report("DW4161", { span }, { owner, name, edge });
  }
}

function edgesOf(
  node: Node,
): readonly { readonly fields: Readonly<Record<string, Field>>; readonly edge: string; readonly region: Region }[] {
  const valueOf = (field: Field | undefined): Readonly<Record<string, Field>> => (field === undefined ? {} : { value: field });
  switch (node.kind) {
    case "branch":
      return [
        { fields: node.phis, edge: "`then`", region: node.then },
        { fields: node.phis, edge: "`else`", region: node.else },
      ];
    case "try":
      return [
        { fields: node.phis, edge: "`body`", region: node.body },
        ...(node.catch === undefined ? [] : [{ fields: node.phis, edge: "`catch`", region: node.catch.region }]),
      ];
    case "forEach":
      return [{ fields: valueOf(node.collect), edge: "its body", region: node.body }];
    case "group":
      return node.members.map((member, index) => ({ fields: valueOf(member.value), edge: `member ${index}`, region: member.region }));
    case "task":
    case "call":
    case "approval":
    case "loop":
    case "fail":
    case "compute":
      return [];
  }
}

/** A region that ends in a failure whatever its steps do yields nothing to anyone. */
export const alwaysFails = (region: Region): boolean => region.nodes.some(nodeAlwaysFails);

function nodeAlwaysFails(node: Node): boolean {
  switch (node.kind) {
    case "fail":
      return true;
    case "branch":
      return alwaysFails(node.then) && alwaysFails(node.else);
    case "try":
      return (
        (alwaysFails(node.body) && (node.catch === undefined || alwaysFails(node.catch.region))) ||
        (node.finally !== undefined && alwaysFails(node.finally))
      );
    case "group":
      return node.as === "values" && node.members.some((member) => alwaysFails(member.region));
    case "loop":
      return node.test === "after" && alwaysFails(node.body);
    case "task":
    case "call":
    case "approval":
    case "forEach":
    case "compute":
      return false;
  }
}
