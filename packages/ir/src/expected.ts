import type { Field } from "@dagwright/protocol";
import type { Document, Node, Pipeline } from "./model.ts";
import { mayBeginAbsent } from "./node-type.ts";
import { own } from "./own.ts";
import { runTimeOptionField } from "./run-options.ts";
import { BOOLEAN_TYPE, FAILURE_TYPE, STRING_TYPE } from "./types.ts";
import type { PlacedValue } from "./walk.ts";

/** What the place of a value wants. Undefined = nothing is known, or anything goes. */
export function expectedAt(placed: PlacedValue, pipeline: Pipeline, document: Document): Field | undefined {
  const { node, role, block } = placed;
  switch (role.kind) {
    case "argument":
      if (node?.kind === "task") return own(own(document.components, node.component)?.input?.fields ?? {}, role.name);
      return node?.kind === "call" ? callArgument(own(document.pipelines, node.pipeline), role.name) : undefined;
    case "option":
      return runTimeOptionField(role.name);
    case "condition":
    case "while":
      return { type: BOOLEAN_TYPE };
    case "items":
      return node?.kind === "forEach" ? { type: { kind: "array", items: node.itemType } } : undefined;
    case "init":
    case "next": {
      const variable = node?.kind === "loop" ? own(node.carried, role.name) : undefined;
      if (node?.kind !== "loop" || variable === undefined) return undefined;
      const optional = variable.optional === true || (role.kind === "init" && mayBeginAbsent(node));
      return optional ? { type: variable.type, optional } : { type: variable.type };
    }
    case "message":
      return { type: STRING_TYPE };
    case "cause":
      return { type: FAILURE_TYPE };
    case "subject":
      return { type: { kind: "artifact", artifact: "" } };
    case "computed":
      return node?.kind === "compute" ? node.type : undefined;
    case "result":
      return node === undefined ? (role.name === "value" ? pipeline.output : undefined) : resultOf(node, block.label, role.name);
  }
}

function callArgument(pipeline: Pipeline | undefined, name: string): Field | undefined {
  const input = own(pipeline?.inputs ?? {}, name);
  return input === undefined ? undefined : { type: input.type, optional: input.optional === true || input.default !== undefined };
}

/** What the owner of a region takes from a result of it. */
export function resultOf(owner: Node, label: string, name: string): Field | undefined {
  switch (owner.kind) {
    case "branch":
      return own(owner.phis, name);
    case "try":
      return label === "finally" ? undefined : own(owner.phis, name);
    case "forEach":
      return name === "value" ? owner.collect : undefined;
    case "group":
      return name === "value" ? owner.members[Number(label)]?.value : undefined;
    case "loop":
    case "task":
    case "call":
    case "approval":
    case "fail":
    case "compute":
      return undefined;
  }
}
