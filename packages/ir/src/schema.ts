/** The IR's closed schemas: an unknown field is an error, in every object. */
import {
  ARITHMETIC_OPERATORS,
  COMPARE_OPERATORS,
  type Expr,
  FORMAT_NAMES,
  type Field,
  type Glue,
  type Json,
  type Path,
  type Ref,
  type Span,
  type Type,
  type Value,
} from "@dagwright/protocol";
import { z } from "zod";
import {
  IR_VERSION,
  type ApprovalNode,
  type BranchNode,
  type CallNode,
  type Component,
  type ComputeNode,
  type ContainerToken,
  type Document,
  type EnvValue,
  type FailNode,
  type ForEachNode,
  type GroupNode,
  type Implementation,
  type LoopNode,
  type Node,
  type Pipeline,
  type PipelineInput,
  type Region,
  type StepConfig,
  type TaskNode,
  type TryNode,
} from "./model.ts";
import { RUN_TIME_OPTION } from "./run-options.ts";

const text = z.string();
const identifier = z.string().regex(/^[^\s]+$/u, "an id without white space");
const digest = z.string().regex(/^[0-9a-f]{64}$/u, "a SHA-256 in 64 hex digits");

/** A record whose keys may not be `__proto__`, the one name a JSON object cannot carry safely. */
const record = <T>(value: z.ZodType<T>): z.ZodType<Readonly<Record<string, T>>> =>
  z.record(
    z.string().refine((key) => key !== "__proto__", "may not be called __proto__"),
    value,
  );

export const jsonSchema: z.ZodType<Json> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), text, z.array(jsonSchema), record(jsonSchema)]),
);

export const fieldSchema: z.ZodType<Field> = z.lazy(() =>
  z.strictObject({
    type: typeSchema,
    optional: z.boolean().exactOptional(),
    description: text.exactOptional(),
    deprecated: z.boolean().exactOptional(),
    examples: z.array(jsonSchema).exactOptional(),
  }),
);

export const typeSchema: z.ZodType<Type> = z.lazy(() =>
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("null") }),
    z.strictObject({ kind: z.literal("boolean") }),
    z.strictObject({
      kind: z.literal("number"),
      minimum: z.number().exactOptional(),
      maximum: z.number().exactOptional(),
      exclusiveMinimum: z.number().exactOptional(),
      exclusiveMaximum: z.number().exactOptional(),
      multipleOf: z.number().positive().exactOptional(),
      integer: z.boolean().exactOptional(),
    }),
    z.strictObject({
      kind: z.literal("string"),
      pattern: text.exactOptional(),
      minLength: z.int().exactOptional(),
      maxLength: z.int().exactOptional(),
      format: z.enum(FORMAT_NAMES).exactOptional(),
    }),
    z.strictObject({ kind: z.literal("date") }),
    z.strictObject({ kind: z.literal("literal"), values: z.array(z.union([text, z.number(), z.boolean()])).min(1) }),
    z.strictObject({ kind: z.literal("artifact"), artifact: text }),
    z.strictObject({
      kind: z.literal("array"),
      items: typeSchema,
      minItems: z.int().min(0).exactOptional(),
      maxItems: z.int().min(0).exactOptional(),
      uniqueItems: z.boolean().exactOptional(),
    }),
    z.strictObject({ kind: z.literal("tuple"), items: z.array(typeSchema) }),
    z.strictObject({ kind: z.literal("object"), fields: record(fieldSchema) }),
    z.strictObject({ kind: z.literal("record"), values: typeSchema }),
    z.strictObject({ kind: z.literal("union"), members: z.array(typeSchema).min(1) }),
    z.strictObject({ kind: z.literal("named"), name: identifier }),
  ]),
);

const position = z.tuple([z.int().min(1), z.int().min(1)]);
export const spanSchema: z.ZodType<Span> = z.strictObject({
  file: text.refine(
    (file) => !file.startsWith("/") && !/^[a-z]:/iu.test(file) && !file.includes("\\"),
    "must be relative, with forward slashes",
  ),
  start: position,
  end: position,
});

const pathSchema: z.ZodType<Path> = z.array(z.union([text, z.int().min(0)]));
const refSchema: z.ZodType<Ref> & z.core.$ZodTypeDiscriminable = z.strictObject({
  kind: z.literal("ref"),
  node: identifier,
  path: pathSchema,
});
const valueLater: z.ZodType<Value> = z.lazy(() => valueSchema);

const glueSchema: z.ZodType<Glue> & z.core.$ZodTypeDiscriminable = z.strictObject({
  kind: z.literal("glue"),
  glue: digest,
  export: identifier,
  roots: record(z.strictObject({ value: valueLater, type: typeSchema, optional: z.boolean().exactOptional() })),
  constants: record(jsonSchema),
  type: typeSchema,
  place: z.enum(["consumer", "producer", "step"]),
  source: text,
  span: spanSchema,
});

const expressions: z.ZodType<Expr> & z.core.$ZodTypeDiscriminable = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("literal"), value: jsonSchema }),
  z.strictObject({ kind: z.literal("absent") }),
  refSchema,
  z.strictObject({ kind: z.literal("compare"), op: z.enum(COMPARE_OPERATORS), left: valueLater, right: valueLater }),
  z.strictObject({ kind: z.literal("and"), left: valueLater, right: valueLater }),
  z.strictObject({ kind: z.literal("or"), left: valueLater, right: valueLater }),
  z.strictObject({ kind: z.literal("not"), operand: valueLater }),
  z.strictObject({ kind: z.literal("arithmetic"), op: z.enum(ARITHMETIC_OPERATORS), left: valueLater, right: valueLater }),
  z.strictObject({ kind: z.literal("template"), parts: z.array(valueLater) }),
  z.strictObject({ kind: z.literal("length"), operand: valueLater }),
  z.strictObject({ kind: z.literal("coalesce"), left: valueLater, right: valueLater }),
  z.strictObject({ kind: z.literal("conditional"), test: valueLater, then: valueLater, else: valueLater }),
  z.strictObject({ kind: z.literal("whenSucceeded"), node: identifier, value: valueLater, otherwise: valueLater }),
]);

export const valueSchema: z.ZodType<Value> = z.discriminatedUnion("kind", [
  expressions,
  glueSchema,
  z.strictObject({ kind: z.literal("list"), items: z.array(valueLater) }),
  z.strictObject({ kind: z.literal("record"), fields: record(valueLater) }),
]);

const tokenSchema: z.ZodType<ContainerToken> = z.lazy(() =>
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("text"), text }),
    z.strictObject({ kind: z.literal("input"), field: text }),
    z.strictObject({ kind: z.literal("inputPath"), field: text }),
    z.strictObject({ kind: z.literal("inputUri"), field: text }),
    z.strictObject({ kind: z.literal("outputPath"), field: text }),
    z.strictObject({ kind: z.literal("concat"), parts: z.array(tokenSchema) }),
    z.strictObject({ kind: z.literal("whenPresent"), field: text, then: z.array(tokenSchema), else: z.array(tokenSchema) }),
  ]),
);

const functionReference = z.strictObject({ bundle: digest, export: identifier });
const implementationSchema: z.ZodType<Implementation> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("typescript"), bundle: digest, export: identifier }),
  z.strictObject({
    kind: z.literal("container"),
    image: text.min(1),
    command: z.array(tokenSchema),
    args: z.array(tokenSchema),
    fake: functionReference.exactOptional(),
  }),
  z.strictObject({ kind: z.literal("importer"), artifact: text }),
  z.strictObject({
    kind: z.literal("kubernetesResource"),
    action: z.enum(["create", "apply", "get", "delete"]),
    manifest: valueSchema,
    success: text.exactOptional(),
    failure: text.exactOptional(),
  }),
]);

const envSchema: z.ZodType<EnvValue> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("text"), text }),
  z.strictObject({ kind: z.literal("secret"), name: text, key: text }),
]);

export const configSchema: z.ZodType<StepConfig> = z.strictObject({
  image: text.exactOptional(),
  cpu: z.union([text, z.number().positive()]).exactOptional(),
  memory: text.exactOptional(),
  gpu: z.int().min(0).exactOptional(),
  retries: z
    .strictObject({
      limit: z.int().min(0),
      on: z.enum(["failure", "infrastructure", "any"]),
      backoffSeconds: z.number().min(0).exactOptional(),
    })
    .exactOptional(),
  timeoutSeconds: z.number().positive().exactOptional(),
  cache: z.boolean().exactOptional(),
  env: record(envSchema).exactOptional(),
  labels: record(text).exactOptional(),
  displayName: text.exactOptional(),
});

const componentSchema: z.ZodType<Component> = z.strictObject({
  description: text.exactOptional(),
  input: z.strictObject({ fields: record(fieldSchema) }).exactOptional(),
  output: fieldSchema.exactOptional(),
  implementation: implementationSchema,
  config: configSchema,
  span: spanSchema,
});

const base = { id: identifier, span: spanSchema, order: z.array(identifier), name: text.exactOptional() };
const regionLater: z.ZodType<Region> = z.lazy(() => regionSchema);
type NodeSchema<N extends Node> = z.ZodType<N> & z.core.$ZodTypeDiscriminable;

const taskSchema: NodeSchema<TaskNode> = z.strictObject({
  ...base,
  kind: z.literal("task"),
  component: identifier,
  args: record(valueSchema),
  config: configSchema,
  options: z.record(z.string().regex(RUN_TIME_OPTION, "an option that a run can decide"), valueSchema).exactOptional(),
});
const callSchema: NodeSchema<CallNode> = z.strictObject({
  ...base,
  kind: z.literal("call"),
  pipeline: identifier,
  args: record(valueSchema),
});
const approvalSchema: NodeSchema<ApprovalNode> = z.strictObject({
  ...base,
  kind: z.literal("approval"),
  message: valueSchema,
  fields: record(fieldSchema),
  policy: text.exactOptional(),
  subject: valueSchema.exactOptional(),
  expiresSeconds: z.number().positive().exactOptional(),
});
const branchSchema: NodeSchema<BranchNode> = z.strictObject({
  ...base,
  kind: z.literal("branch"),
  condition: valueSchema,
  then: regionLater,
  else: regionLater,
  phis: record(fieldSchema),
});
const forEachSchema: NodeSchema<ForEachNode> = z.strictObject({
  ...base,
  kind: z.literal("forEach"),
  items: valueSchema,
  itemType: typeSchema,
  item: identifier,
  index: identifier,
  concurrency: z.int().min(1).nullable(),
  onFailure: z.enum(["settle", "stopStarting"]),
  as: z.enum(["values", "settled"]),
  body: regionLater,
  collect: fieldSchema.exactOptional(),
});
const loopSchema: NodeSchema<LoopNode> = z.strictObject({
  ...base,
  kind: z.literal("loop"),
  max: z.int().min(1),
  state: identifier,
  carried: record(z.strictObject({ type: typeSchema, optional: z.boolean().exactOptional(), init: valueSchema, next: valueSchema })),
  while: valueSchema,
  test: z.enum(["before", "after"]),
  body: regionLater,
});
const trySchema: NodeSchema<TryNode> = z.strictObject({
  ...base,
  kind: z.literal("try"),
  body: regionLater,
  catch: z.strictObject({ error: identifier, region: regionLater }).exactOptional(),
  finally: regionLater.exactOptional(),
  phis: record(fieldSchema),
});
const groupSchema: NodeSchema<GroupNode> = z.strictObject({
  ...base,
  kind: z.literal("group"),
  members: z.array(z.strictObject({ region: regionLater, value: fieldSchema.exactOptional() })),
  as: z.enum(["values", "settled"]),
});
const failSchema: NodeSchema<FailNode> = z
  .strictObject({ ...base, kind: z.literal("fail"), message: valueSchema.exactOptional(), cause: valueSchema.exactOptional() })
  .refine((node) => node.message !== undefined || node.cause !== undefined, "a message or a cause is required");
const computeSchema: NodeSchema<ComputeNode> = z.strictObject({
  ...base,
  kind: z.literal("compute"),
  value: valueSchema,
  type: fieldSchema,
});

const nodeSchema: z.ZodType<Node> = z.discriminatedUnion("kind", [
  taskSchema,
  callSchema,
  approvalSchema,
  branchSchema,
  forEachSchema,
  loopSchema,
  trySchema,
  groupSchema,
  failSchema,
  computeSchema,
]);

const regionSchema: z.ZodType<Region> = z.strictObject({
  nodes: z.array(nodeSchema),
  results: record(valueSchema),
  onFailure: z.enum(["settle", "stop"]),
});

const inputSchema: z.ZodType<PipelineInput> = z.strictObject({
  type: typeSchema,
  optional: z.boolean().exactOptional(),
  description: text.exactOptional(),
  default: jsonSchema.exactOptional(),
});
const pipelineSchema: z.ZodType<Pipeline> = z.strictObject({
  description: text.exactOptional(),
  inputs: record(inputSchema),
  output: fieldSchema.exactOptional(),
  body: regionSchema,
  onExit: taskSchema.exactOptional(),
  span: spanSchema,
});

export const documentSchema: z.ZodType<Document> = z.strictObject({
  irVersion: z.literal(IR_VERSION),
  wrapper: digest.exactOptional(),
  types: record(typeSchema),
  components: record(componentSchema),
  pipelines: record(pipelineSchema),
  entry: identifier,
});

export { componentSchema, nodeSchema, pipelineSchema, regionSchema, tokenSchema };
