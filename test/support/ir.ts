/** Hand-written IR in few words, for tests that cross packages. */
import {
  IR_VERSION,
  type BranchNode,
  type CallNode,
  type Component,
  type ComputeNode,
  type Document,
  type FailNode,
  type Field,
  type ForEachNode,
  type GroupNode,
  type Json,
  type LoopNode,
  type Node,
  type Pipeline,
  type Region,
  type StepConfig,
  type TaskNode,
  type TryNode,
  type Type,
  type Value,
} from "@dagwright/ir";
import { sha256, type Path, type Ref } from "@dagwright/protocol";

const span = { file: "fixture.ts", start: [1, 1], end: [1, 1] } as const;

export const ref = (node: string, ...path: Path): Ref => ({ kind: "ref", node, path });
export const lit = (value: Json): Value => ({ kind: "literal", value });
export const rec = (fields: Readonly<Record<string, Value>>): Value => ({ kind: "record", fields });
export const list = (...items: Value[]): Value => ({ kind: "list", items });
export const whenOk = (node: string, value: Value, otherwise: Value): Value => ({ kind: "whenSucceeded", node, value, otherwise });

export const number: Type = { kind: "number" };
export const string: Type = { kind: "string" };
export const boolean: Type = { kind: "boolean" };
export const array = (items: Type): Type => ({ kind: "array", items });
export const object = (fields: Readonly<Record<string, Type | Field>>): Type => ({ kind: "object", fields: fieldsOf(fields) });
export const optional = (type: Type): Field => ({ type, optional: true });
export const artifact = (kind: string): Type => ({ kind: "artifact", artifact: kind });
export const fieldsOf = (fields: Readonly<Record<string, Type | Field>>): Readonly<Record<string, Field>> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, "kind" in field ? { type: field } : field]));

export const region = (nodes: readonly Node[], results: Readonly<Record<string, Value>> = {}, onFailure: Region["onFailure"] = "settle"): Region => ({ nodes, results, onFailure });
/** A region that yields one `value`. */
export const yields = (value: Value, ...nodes: readonly Node[]): Region => region(nodes, { value });

type Rest<N extends Node> = Partial<Omit<N, "kind" | "id" | "span">>;
const base = (id: string, order: readonly string[] = []) => ({ id, span, order });

export const task = (id: string, component: string, args: Readonly<Record<string, Value>> = {}, rest: Rest<TaskNode> = {}): TaskNode => ({ ...base(id), kind: "task", component, args, config: {}, ...rest });
export const call = (id: string, pipeline: string, args: Readonly<Record<string, Value>>, rest: Rest<CallNode> = {}): CallNode => ({ ...base(id), kind: "call", pipeline, args, ...rest });
export const branch = (id: string, condition: Value, then: Region, otherwise: Region, phis: Readonly<Record<string, Type | Field>> = {}, rest: Rest<BranchNode> = {}): BranchNode => ({
  ...base(id),
  kind: "branch",
  condition,
  then,
  else: otherwise,
  phis: fieldsOf(phis),
  ...rest,
});
export const forEach = (id: string, items: Value, itemType: Type, body: Region, collect: Type | undefined, rest: Rest<ForEachNode> = {}): ForEachNode => ({
  ...base(id),
  kind: "forEach",
  items,
  itemType,
  item: `${id}-item`,
  index: `${id}-index`,
  concurrency: null,
  onFailure: "settle",
  as: "values",
  body,
  ...(collect === undefined ? {} : { collect: { type: collect } }),
  ...rest,
});
export const loop = (id: string, max: number, carried: LoopNode["carried"], condition: Value, body: Region, rest: Rest<LoopNode> = {}): LoopNode => ({
  ...base(id),
  kind: "loop",
  max,
  state: `${id}-state`,
  carried,
  while: condition,
  test: "before",
  body,
  ...rest,
});
export const attempt = (id: string, body: Region, handlers: { catch?: Region; finally?: Region }, phis: Readonly<Record<string, Type | Field>> = {}, rest: Rest<TryNode> = {}): TryNode => ({
  ...base(id),
  kind: "try",
  body,
  ...(handlers.catch === undefined ? {} : { catch: { error: `${id}-error`, region: handlers.catch } }),
  ...(handlers.finally === undefined ? {} : { finally: handlers.finally }),
  phis: fieldsOf(phis),
  ...rest,
});
export const group = (id: string, members: readonly { region: Region; value?: Type }[], rest: Rest<GroupNode> = {}): GroupNode => ({
  ...base(id),
  kind: "group",
  members: members.map((member) => ({ region: member.region, ...(member.value === undefined ? {} : { value: { type: member.value } }) })),
  as: "values",
  ...rest,
});
export const fail = (id: string, message: string, rest: Rest<FailNode> = {}): FailNode => ({ ...base(id), kind: "fail", message: lit(message), ...rest });
export const compute = (id: string, value: Value, type: Type, rest: Rest<ComputeNode> = {}): ComputeNode => ({ ...base(id), kind: "compute", value, type: { type }, ...rest });

export const component = (bundle: string, input: Readonly<Record<string, Type | Field>> | undefined, output: Type | undefined, config: StepConfig = {}): Component => ({
  ...(input === undefined ? {} : { input: { fields: fieldsOf(input) } }),
  ...(output === undefined ? {} : { output: { type: output } }),
  implementation: { kind: "typescript", bundle: sha256(bundle), export: "run" },
  config,
  span,
});

export const pipeline = (inputs: Pipeline["inputs"], output: Type | undefined, body: Region, rest: Partial<Pipeline> = {}): Pipeline => ({
  inputs,
  ...(output === undefined ? {} : { output: { type: output, optional: true } }),
  body,
  span,
  ...rest,
});

export const documentOf = (components: Readonly<Record<string, Component>>, pipelines: Readonly<Record<string, Pipeline>>, entry = "main"): Document => ({
  irVersion: IR_VERSION,
  types: {},
  components,
  pipelines,
  entry,
});
