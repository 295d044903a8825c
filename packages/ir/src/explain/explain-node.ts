/** What a node is, and why: of the copies of one, all together. */
import type { Value } from "@dagwright/protocol";
import { holdsGlue } from "../engine/values.ts";
import type { Component, Document, ForEachNode, LoopNode, Node, TryNode } from "../model.ts";
import type { ExplanationKind } from "./explanation.ts";
import { counted, quotedIds, shortValue } from "./words.ts";

/** Undefined = it is explained by the glue in it. */
export function kindOf(node: Node): ExplanationKind | undefined {
  switch (node.kind) {
    case "task":
      return "step";
    case "call":
      return "pipeline";
    case "approval":
      return "approval";
    case "branch":
      return "branch";
    case "forEach":
      return node.concurrency === 1 ? "loop" : "fan-out";
    case "loop":
      return "loop";
    case "group":
      return "parallel";
    case "try":
      return "try";
    case "fail":
      return "failure";
    case "compute":
      return node.value.kind === "glue" ? undefined : "expression";
  }
}

export function reasonOf(node: Node, ids: readonly string[], document: Document): string {
  const as = `${quotedIds(ids)}${ids.length === 1 ? "" : ` (${ids.length} copies)`}`;
  switch (node.kind) {
    case "task":
      return `${as}: ${ids.length === 1 ? "" : "each "}${workOf(document.components[node.component], node.component)}`;
    case "call":
      return `${as}: the steps of pipeline ${node.pipeline}, as one step of this`;
    case "approval":
      return `${as}: waits for a person; no process runs meanwhile`;
    case "branch":
      return `${as}: one of two sides runs; ${decidedBy(node.condition)}`;
    case "forEach":
      return `${as}: ${fanOut(node)}`;
    case "loop":
      return `${as}: ${turns(node)}`;
    case "group":
      return `${as}: ${counted(node.members.length, "member")} side by side${node.as === "settled" ? "; a failure is a value" : ""}`;
    case "try":
      return `${as}: ${parts(node)}`;
    case "fail":
      return `${as}: ends the block around it as failed`;
    case "compute":
      return `${as}: computed once by the target, for all that read it`;
  }
}

function workOf(component: Component | undefined, name: string): string {
  switch (component?.implementation.kind) {
    case undefined:
    case "typescript":
      return `a process or pod of its own, of component ${name}`;
    case "container":
      return `a container of its own, of component ${name}`;
    case "importer":
      return `an artifact is taken over by the importer ${name}`;
    case "kubernetesResource":
      return `the cluster is asked to ${component?.implementation.kind === "kubernetesResource" ? component.implementation.action : "apply"} the resource of ${name}`;
  }
}

const decidedBy = (condition: Value): string =>
  holdsGlue(condition) ? `glue decides: ${shortValue(condition)}` : `the target decides by ${shortValue(condition)}`;

function fanOut({ items, concurrency, onFailure, as }: ForEachNode): string {
  const how = concurrency === null ? "all at once" : concurrency === 1 ? "one after the other" : `${concurrency} at a time`;
  const failure = as === "settled" ? "; a failure is a value" : onFailure === "stopStarting" ? "; after a failure no other is started" : "";
  return `a turn for each item of ${shortValue(items)}, known only while it runs: ${how}${failure}`;
}

function turns({ max, test, carried, while: condition }: LoopNode): string {
  const names = Object.keys(carried);
  const hands = names.length === 0 ? "" : `; hands on ${quotedIds(names)}`;
  return `turns ${test === "before" ? "while" : "until the first that ends without"} ${shortValue(condition)}, at most ${max}${hands}`;
}

function parts({ catch: caught, finally: last }: TryNode): string {
  const says = [
    ...(caught === undefined ? [] : ["`catch` runs when all of the body has ended and some of it failed"]),
    ...(last === undefined ? [] : ["`finally` runs after either"]),
  ];
  return says.length === 0 ? "its body" : says.join("; ");
}
