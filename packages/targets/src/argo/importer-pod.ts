/** An importer: a pod of ours that brings what a URI names. What lies in the store of artifacts, Argo brings to it by its key. */
import type { Component, StepConfig, TaskNode } from "@dagwright/ir";
import type { StepResult } from "@dagwright/protocol";
import type { Dag } from "./dag.ts";
import { quote, tagOf, type Code } from "./expression.ts";
import type { Lowering } from "./lowering.ts";
import type { LoweredNode } from "./lowered-node.ts";
import { inputFields, wrappedPod } from "./pods.ts";
import { materialise } from "./region.ts";
import type { DecidedOptions } from "./run-options.ts";

interface ImporterTask {
  readonly node: TaskNode;
  readonly component: Component;
  /** The kind of the artifact. */
  readonly artifact: string;
  readonly config: StepConfig;
  readonly decided: DecidedOptions;
  readonly results: readonly StepResult[];
  readonly dag: Dag;
  readonly position: number;
}

const URI = "uri";
const KEY = "uri_key";

export function lowerImporter(task: ImporterTask, lowering: Lowering): LoweredNode {
  const { node, component, artifact, config, decided, results, dag, position } = task;
  const uri = materialise(node.args[URI] ?? { kind: "absent" }, dag, lowering, `${node.id}-${URI}`, position);
  const template = wrappedPod(
    {
      template: node.component,
      step: node.component,
      imports: artifact,
      inputs: inputFields(component),
      takesInput: true,
      ...(component.output === undefined ? {} : { output: component.output }),
      config,
      results,
      bundles: [],
      keys: [KEY],
      decided,
    },
    lowering,
  );
  const passed = [{ name: URI, value: uri.tag }, { name: KEY, value: tagOf(storeKey(uri.code)) }, ...decided.passed];
  return { template, arguments: { parameters: passed } };
}

/** The key in the store: of `s3://bucket/a/b` it is `a/b`, of a text without a scheme the text; what the pod fetches itself has none. */
function storeKey(uri: Code): Code {
  const text = `fromJSON(${uri})`;
  const path = `join(split(${text}, '/')[3:], '/')`;
  return `(${text} matches ${quote("^(https?|file):")} ? '' : ${text} matches ${quote("^[a-z][a-z0-9+.-]*://")} ? ${path} : ${text})`;
}
