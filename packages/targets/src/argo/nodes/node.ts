import type { Node } from "@dagwright/ir";
import type { Type, Value } from "@dagwright/protocol";
import type { Dag, Local, Reporting } from "../dag.ts";
import { fieldOfNode } from "../dag.ts";
import { jsonOfRawText, quote } from "../expression.ts";
import { containerFailure, failureText, lostPod } from "../failure.ts";
import type { Lowering } from "../lowering.ts";
import type { LoweredNode } from "../lowered-node.ts";
import { pushPath } from "../push-path.ts";
import { lowerApproval } from "./approval.ts";
import { lowerBranch } from "./branch.ts";
import { lowerCall } from "./call.ts";
import { lowerCompute } from "./compute.ts";
import { lowerFail } from "./fail.ts";
import { lowerForEach } from "./for-each.ts";
import { lowerGroup } from "./group.ts";
import { lowerLoop } from "./loop.ts";
import { lowerTask } from "./task.ts";
import { lowerTry } from "./try.ts";

export function lowerNode(node: Node, dag: Dag, reporting: Reporting, lowering: Lowering, position: number): LoweredNode {
  switch (node.kind) {
    case "task":
      return lowerTask(node, dag, lowering, position);
    case "call":
      return lowerCall(node, dag, reporting, lowering, position);
    case "approval":
      return lowerApproval(node, dag, reporting, lowering, position);
    case "branch":
      return lowerBranch(node, dag, reporting, lowering);
    case "forEach":
      return lowerForEach(node, dag, reporting, lowering, position);
    case "loop":
      return lowerLoop(node, dag, reporting, lowering, position);
    case "try":
      return lowerTry(node, dag, reporting, lowering);
    case "group":
      return lowerGroup(node, dag, reporting, lowering);
    case "fail":
      return lowerFail(node, dag, lowering);
    case "compute":
      return lowerCompute(node, dag, lowering);
  }
}

/** How the node's task will be seen by its readers. */
export function localOf(node: Node, dag: Dag, reporting: Reporting, lowering: Lowering): Local {
  const { document } = lowering;
  const base = { node: node.id, task: dag.taskNameOf(node.id), field: fieldOfNode(node, document), wanted: new Map() };
  const region = { ...base, reporting };
  switch (node.kind) {
    case "task": {
      const component = document.components[node.component];
      const attempts = 1 + (node.config.retries?.limit ?? component?.config.retries?.limit ?? 0);
      if (component?.implementation.kind === "container") {
        const output = component.output;
        return {
          ...base,
          reporting: "phase",
          failure: containerFailure(base.task, node.component, node.options?.["retries"] === undefined ? attempts : undefined),
          // Each output is a file of its own; only together are they the whole.
          deliver: (path) =>
            path.length === 0 && output?.type.kind === "object"
              ? { inline: wholeOf(node.id, Object.keys(output.type.fields)) }
              : { path: path.slice(0, 1) },
          // Text outputs of a foreign container are raw; all else it writes is JSON already.
          decode: (code, path) => {
            const [name] = path;
            const field = output?.type.kind === "object" && typeof name === "string" ? output.type.fields[name] : undefined;
            return field !== undefined && isText(field.type) ? jsonOfRawText(code) : code;
          },
        };
      }
      if (component?.implementation.kind === "kubernetesResource")
        return { ...base, reporting: "phase", failure: containerFailure(base.task, node.component, attempts), deliver: () => undefined };
      return {
        ...base,
        reporting: "phase",
        folds: component?.implementation.kind === "typescript",
        failure: quote(failureText(lostPod(node.component, attempts))),
        deliver: (path, as) => ({ path, ...(as === undefined ? {} : { as }) }),
      };
    }
    case "call": {
      const value = document.pipelines[node.pipeline]?.body.results["value"];
      return { ...region, deliver: (path) => deliverPushed([value], path, 0) };
    }
    case "branch":
      return { ...region, deliver: (path) => deliverPhi([node.then.results, node.else.results], path) };
    case "try":
      return {
        ...region,
        deliver: (path) => deliverPhi([node.body.results, ...(node.catch === undefined ? [] : [node.catch.region.results])], path),
      };
    case "forEach":
      return { ...region, deliver: (path, as) => ({ path: [], ...(as === "texts" && path.length === 0 ? { as } : {}) }) };
    case "loop":
      return { ...region, deliver: (path) => ({ path: path.slice(0, 1) }) };
    case "group":
      return {
        ...region,
        deliver: (path) => {
          const [index] = path;
          const member = typeof index === "number" ? node.members[index] : undefined;
          if (member === undefined || node.as === "settled") return { path: [] };
          return deliverPushed([member.region.results["value"]], path, 1);
        },
      };
    case "approval":
      return { ...region, deliver: (path) => ({ path: path.slice(0, 1) }) };
    case "fail":
      return { ...base, reporting: "phase", deliver: () => undefined };
    case "compute":
      return { ...base, reporting: "phase", deliver: (path, as) => ({ path, ...(as === undefined ? {} : { as }) }) };
  }
}

const wholeOf = (node: string, fields: readonly string[]): Value => ({
  kind: "record",
  fields: Object.fromEntries(fields.map((field) => [field, { kind: "ref", node, path: [field] }])),
});

const isText = (type: Type): boolean =>
  type.kind === "string" || (type.kind === "literal" && type.values.every((value) => typeof value === "string"));

const deliverPhi = (
  results: readonly Readonly<Record<string, Value>>[],
  path: readonly (string | number)[],
): { path: readonly (string | number)[] } => {
  const [name] = path;
  if (typeof name !== "string") return { path: [] };
  return deliverPushed(
    results.map((values) => values[name]),
    path,
    1,
  );
};

/** The whole path where each of the values has a part there; else its beginning. */
function deliverPushed(
  values: readonly (Value | undefined)[],
  path: readonly (string | number)[],
  from: number,
): { path: readonly (string | number)[] } {
  const pushed = values.every((value) => pushPath(value, path.slice(from)) !== undefined);
  return { path: pushed ? path : path.slice(0, from) };
}
