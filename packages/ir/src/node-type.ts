import type { Field } from "@dagwright/protocol";
import { ABSENT, inferred, ofField, UNKNOWN, type Inferred } from "./inferred.ts";
import type { Document, LoopNode, Node } from "./model.ts";
import { own } from "./own.ts";
import type { Target } from "./scope.ts";
import { APPROVAL_FIELDS, FAILURE_TYPE, INDEX_TYPE, listedType, RUN_TYPE, settledType } from "./types.ts";

/** What a node reads as once it has succeeded. */
export function typeOfNode(node: Node, document: Document): Inferred {
  switch (node.kind) {
    case "task": {
      const component = own(document.components, node.component);
      return component === undefined ? UNKNOWN : ofField(component.output);
    }
    case "call": {
      const pipeline = own(document.pipelines, node.pipeline);
      return pipeline === undefined ? UNKNOWN : ofField(pipeline.output);
    }
    case "approval":
      return inferred({ kind: "object", fields: { ...node.fields, ...APPROVAL_FIELDS } });
    case "branch":
    case "try":
      return inferred({ kind: "object", fields: node.phis });
    case "forEach":
      return inferred({ kind: "array", items: node.as === "settled" ? settledType(node.collect) : listedType(node.collect) });
    case "group":
      return inferred({
        kind: "tuple",
        items: node.members.map((member) => (node.as === "settled" ? settledType(member.value) : listedType(member.value))),
      });
    case "loop":
      return inferred({
        kind: "object",
        fields: Object.fromEntries(Object.entries(node.carried).map(([name, variable]) => [name, fieldOf(variable)])),
      });
    case "fail":
      return ABSENT;
    case "compute":
      return ofField(node.type);
  }
}

const fieldOf = ({ type, optional }: Field): Field => (optional === true ? { type, optional } : { type });

/** What is carried, before a turn or after one: what begins as absent is there as soon as a turn has ended. */
function stateFields(node: LoopNode, isNew: boolean): Readonly<Record<string, Field>> {
  return Object.fromEntries(
    Object.entries(node.carried).map(([name, variable]): [string, Field] => [
      name,
      !isNew && mayBeginAbsent(node) && variable.init.kind === "absent" ? { type: variable.type, optional: true } : fieldOf(variable),
    ]),
  );
}

/** Whether there is a turn before anybody else reads what is carried. */
export const mayBeginAbsent = (node: LoopNode): boolean => node.test === "after";

/** The same for whatever an id stands for. */
export function typeOfTarget(target: Target, document: Document): Inferred {
  if (target.kind !== "binding") return typeOfNode(target.node, document);
  const { binding } = target;
  switch (binding.kind) {
    case "input": {
      const fields = Object.entries(binding.pipeline.inputs).map(([name, input]): [string, Field] => [
        name,
        input.optional === true && input.default === undefined ? { type: input.type, optional: true } : { type: input.type },
      ]);
      return inferred({ kind: "object", fields: Object.fromEntries(fields) });
    }
    case "run":
      return inferred(RUN_TYPE);
    case "item":
      return inferred(binding.node.itemType);
    case "index":
      return inferred(INDEX_TYPE);
    case "state":
      return inferred({ kind: "object", fields: stateFields(binding.node, binding.isNew) });
    case "error":
      return inferred(FAILURE_TYPE);
  }
}
