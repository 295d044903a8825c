/** Short hand for writing IR by hand, in tests and fixtures. */
import { sha256, type Field, type Glue, type Json, type Ref, type Span, type Type, type Value } from "@dagwright/protocol";
import {
  IR_VERSION,
  type ApprovalNode,
  type BranchNode,
  type CallNode,
  type Component,
  type ComputeNode,
  type Document,
  type FailNode,
  type ForEachNode,
  type GroupNode,
  type LoopNode,
  type Node,
  type Pipeline,
  type PipelineInput,
  type Region,
  type StepConfig,
  type TaskNode,
  type TryNode,
} from "../model.ts";

export const SPAN: Span = { file: "pipeline.ts", start: [1, 1], end: [1, 1] };

// ---- types ----

export const NUMBER: Type = { kind: "number" };
export const STRING: Type = { kind: "string" };
export const BOOLEAN: Type = { kind: "boolean" };
export const arrayOf = (items: Type): Type => ({ kind: "array", items });
export const artifact = (kind: string): Type => ({ kind: "artifact", artifact: kind });
export const field = (type: Type): Field => ({ type });
export const optional = (type: Type): Field => ({ type, optional: true });
/** An object type; a bare type is a required field. */
export const objectOf = (fields: Readonly<Record<string, Type | Field>>): Type => ({ kind: "object", fields: fieldsOf(fields) });
const fieldOf = (entry: Type | Field): Field => ("kind" in entry ? { type: entry } : entry);
const fieldsOf = (fields: Readonly<Record<string, Type | Field>>): Record<string, Field> =>
  Object.fromEntries(Object.entries(fields).map(([name, entry]) => [name, fieldOf(entry)]));

// ---- values ----

export const literal = (value: Json): Value => ({ kind: "literal", value });
export const absent: Value = { kind: "absent" };
export const ref = (node: string, ...path: readonly (string | number)[]): Ref => ({ kind: "ref", node, path });
export const compare = (left: Value, op: "===" | "!==" | "<" | "<=" | ">" | ">=", right: Value): Value => ({
  kind: "compare",
  op,
  left,
  right,
});
export const not = (operand: Value): Value => ({ kind: "not", operand });
export const arithmetic = (left: Value, op: "+" | "-" | "*" | "/" | "%" | "**", right: Value): Value => ({
  kind: "arithmetic",
  op,
  left,
  right,
});
export const template = (...parts: readonly (string | Value)[]): Value => ({
  kind: "template",
  parts: parts.map((part) => (typeof part === "string" ? literal(part) : part)),
});
export const whenSucceeded = (node: string, value: Value, otherwise: Value): Value => ({ kind: "whenSucceeded", node, value, otherwise });
export const listOf = (...items: readonly Value[]): Value => ({ kind: "list", items });
export const recordOf = (fields: Readonly<Record<string, Value>>): Value => ({ kind: "record", fields });

/** Glue whose function is found by the digest of its source. */
export const glue = (
  source: string,
  type: Type,
  roots: Glue["roots"],
  options: { readonly export?: string; readonly place?: Glue["place"]; readonly expression?: string } = {},
): Glue => ({
  kind: "glue",
  glue: sha256(source),
  export: options.export ?? "default",
  roots,
  constants: {},
  type,
  place: options.place ?? "consumer",
  source: options.expression ?? source,
  span: SPAN,
});
export const glueDigest = (source: string): string => sha256(source);

// ---- nodes ----

interface Options {
  readonly order?: readonly string[];
  readonly span?: Span;
}
const base = (id: string, options: Options): { readonly id: string; readonly span: Span; readonly order: readonly string[] } => ({
  id,
  span: options.span ?? SPAN,
  order: options.order ?? [],
});

export const task = (
  id: string,
  component: string,
  args: Readonly<Record<string, Value>> = {},
  options: Options & { readonly config?: StepConfig; readonly options?: Readonly<Record<string, Value>> } = {},
): TaskNode => ({
  kind: "task",
  ...base(id, options),
  component,
  args,
  config: options.config ?? {},
  ...(options.options === undefined ? {} : { options: options.options }),
});
export const call = (id: string, pipeline: string, args: Readonly<Record<string, Value>> = {}, options: Options = {}): CallNode => ({
  kind: "call",
  ...base(id, options),
  pipeline,
  args,
});
export const approval = (
  id: string,
  message: Value,
  fields: Readonly<Record<string, Field>> = {},
  options: Options = {},
): ApprovalNode => ({
  kind: "approval",
  ...base(id, options),
  message,
  fields,
});
export const branch = (
  id: string,
  condition: Value,
  then: Region,
  otherwise: Region = region([]),
  phis: Readonly<Record<string, Type | Field>> = {},
  options: Options = {},
): BranchNode => ({
  kind: "branch",
  ...base(id, options),
  condition,
  then,
  else: otherwise,
  phis: fieldsOf(phis),
});
export const forEach = (
  id: string,
  items: Value,
  body: Region,
  options: Options & {
    readonly itemType?: Type;
    readonly item?: string;
    readonly index?: string;
    readonly concurrency?: number | null;
    readonly onFailure?: "settle" | "stopStarting";
    readonly as?: "values" | "settled";
    readonly collect?: Type | Field;
  } = {},
): ForEachNode => ({
  kind: "forEach",
  ...base(id, options),
  items,
  itemType: options.itemType ?? NUMBER,
  item: options.item ?? `${id}-item`,
  index: options.index ?? `${id}-index`,
  concurrency: options.concurrency ?? null,
  onFailure: options.onFailure ?? "settle",
  as: options.as ?? "values",
  body,
  ...(options.collect === undefined ? {} : { collect: fieldOf(options.collect) }),
});
export const loop = (
  id: string,
  carried: LoopNode["carried"],
  goOn: Value,
  body: Region,
  options: Options & { readonly max?: number; readonly state?: string; readonly test?: "before" | "after" } = {},
): LoopNode => ({
  kind: "loop",
  ...base(id, options),
  max: options.max ?? 10,
  state: options.state ?? `${id}-state`,
  carried,
  while: goOn,
  test: options.test ?? "before",
  body,
});
export const attempt = (
  id: string,
  body: Region,
  handlers: { readonly catch?: Region; readonly error?: string; readonly finally?: Region },
  phis: Readonly<Record<string, Type | Field>> = {},
  options: Options = {},
): TryNode => ({
  kind: "try",
  ...base(id, options),
  body,
  ...(handlers.catch === undefined ? {} : { catch: { error: handlers.error ?? `${id}-error`, region: handlers.catch } }),
  ...(handlers.finally === undefined ? {} : { finally: handlers.finally }),
  phis: fieldsOf(phis),
});
export const group = (
  id: string,
  members: readonly { readonly region: Region; readonly value?: Type | Field }[],
  options: Options & { readonly as?: "values" | "settled" } = {},
): GroupNode => ({
  kind: "group",
  ...base(id, options),
  members: members.map((member) => ({ region: member.region, ...(member.value === undefined ? {} : { value: fieldOf(member.value) }) })),
  as: options.as ?? "values",
});
export const fail = (id: string, message: Value, options: Options & { readonly cause?: Value } = {}): FailNode => ({
  kind: "fail",
  ...base(id, options),
  message,
  ...(options.cause === undefined ? {} : { cause: options.cause }),
});
export const rethrow = (id: string, cause: Value, options: Options = {}): FailNode => ({ kind: "fail", ...base(id, options), cause });
export const compute = (id: string, value: Value, type: Field, options: Options = {}): ComputeNode => ({
  kind: "compute",
  ...base(id, options),
  value,
  type,
});

export const region = (
  nodes: readonly Node[],
  results: Readonly<Record<string, Value>> = {},
  onFailure: "settle" | "stop" = "settle",
): Region => ({ nodes, results, onFailure });
/** A region that yields one `value`, which stands first because it says what the nodes are for. */
export const yields = (value: Value, ...nodes: readonly Node[]): Region => region(nodes, { value });

// ---- documents ----

/** A TypeScript component; no input fields = it takes nothing, no output = void. `code.source` is the text of its bundle. */
export const component = (
  input: Readonly<Record<string, Type | Field>> = {},
  output?: Type | Field,
  config: StepConfig = {},
  code: { readonly source?: string; readonly export?: string } = {},
): Component => ({
  ...(Object.keys(input).length === 0 ? {} : { input: { fields: fieldsOf(input) } }),
  ...(output === undefined ? {} : { output: fieldOf(output) }),
  implementation: { kind: "typescript", bundle: sha256(code.source ?? "bundle"), export: code.export ?? "default" },
  config,
  span: SPAN,
});

export const pipeline = (
  body: Region,
  options: { readonly inputs?: Readonly<Record<string, PipelineInput>>; readonly output?: Type | Field; readonly onExit?: TaskNode } = {},
): Pipeline => ({
  inputs: options.inputs ?? {},
  body,
  span: SPAN,
  ...(options.output === undefined ? {} : { output: fieldOf(options.output) }),
  ...(options.onExit === undefined ? {} : { onExit: options.onExit }),
});

export const document = (
  components: Readonly<Record<string, Component>>,
  pipelines: Readonly<Record<string, Pipeline>>,
  options: { readonly entry?: string; readonly types?: Readonly<Record<string, Type>> } = {},
): Document => ({
  irVersion: IR_VERSION,
  types: options.types ?? {},
  components,
  pipelines,
  entry: options.entry ?? Object.keys(pipelines)[0] ?? "main",
});
