/** The one visitor: nodes with the block they stand in, values with the block they are evaluated in. */
import type { Span, Value } from "@dagwright/protocol";
import type { LoopNode, Node, Pipeline, Region, TaskNode } from "./model.ts";

/** What an id stands for where it is not a node. */
export type Binding =
  | { readonly kind: "input"; readonly pipeline: Pipeline }
  | { readonly kind: "run" }
  | { readonly kind: "item"; readonly node: Node & { kind: "forEach" } }
  | { readonly kind: "index" }
  /** `isNew` after a turn. */
  | { readonly kind: "state"; readonly node: LoopNode; readonly isNew: boolean }
  | { readonly kind: "error" };

/** A region in its place: what is in scope there, from the inside out. */
export interface Block {
  readonly parent?: Block;
  /** The node whose region this is; none = the pipeline's body. */
  readonly owner?: Node;
  /** `then`, `else`, `body`, `catch`, `finally`, `while`, or a member's index. */
  readonly label: string;
  readonly region: Region;
  readonly bindings: ReadonlyMap<string, Binding>;
  /** In `catch` and `finally`: the body of their `try`, whose nodes may be read where they are known to have succeeded. */
  readonly attempted?: Region;
}

/** The part a value plays in its node, or in its region. */
export type Role =
  | { readonly kind: "argument"; readonly name: string }
  | { readonly kind: "option"; readonly name: string }
  | { readonly kind: "condition" }
  | { readonly kind: "items" }
  | { readonly kind: "init"; readonly name: string }
  | { readonly kind: "next"; readonly name: string }
  | { readonly kind: "while" }
  | { readonly kind: "message" }
  | { readonly kind: "cause" }
  | { readonly kind: "subject" }
  | { readonly kind: "computed" }
  | { readonly kind: "result"; readonly name: string };

export interface PlacedNode {
  readonly node: Node;
  readonly block: Block;
}

export interface PlacedValue {
  readonly value: Value;
  readonly role: Role;
  readonly block: Block;
  /** The node that has the value; for a result, the node whose region yields it (none = the pipeline). */
  readonly node?: Node;
  readonly span: Span;
}

const NO_NODES: Region = { nodes: [], results: {}, onFailure: "settle" };

export function rootBlock(pipeline: Pipeline): Block {
  return { label: "body", region: pipeline.body, bindings: rootBindings(pipeline) };
}

/** Where `onExit` stands: it sees `input` and `run` only. */
export function exitBlock(pipeline: Pipeline, onExit: TaskNode): Block {
  return { label: "onExit", region: { ...NO_NODES, nodes: [onExit] }, bindings: rootBindings(pipeline) };
}

const rootBindings = (pipeline: Pipeline): ReadonlyMap<string, Binding> =>
  new Map<string, Binding>([
    ["input", { kind: "input", pipeline }],
    ["run", { kind: "run" }],
  ]);

/** The blocks one level down, in source order. */
export function blocksIn(node: Node, parent: Block): readonly Block[] {
  const inner = (label: string, region: Region, bindings: Iterable<readonly [string, Binding]> = []): Block => ({
    parent,
    owner: node,
    label,
    region,
    bindings: new Map(bindings),
  });
  switch (node.kind) {
    case "task":
    case "call":
    case "approval":
    case "fail":
    case "compute":
      return [];
    case "branch":
      return [inner("then", node.then), inner("else", node.else)];
    case "forEach":
      return [
        inner("body", node.body, [
          [node.item, { kind: "item", node }],
          [node.index, { kind: "index" }],
        ]),
      ];
    case "loop":
      return [inner("body", node.body, [[node.state, { kind: "state", node, isNew: false }]])];
    case "try":
      return [
        inner("body", node.body),
        ...(node.catch === undefined
          ? []
          : [{ ...inner("catch", node.catch.region, [[node.catch.error, { kind: "error" }]]), attempted: node.body }]),
        ...(node.finally === undefined ? [] : [{ ...inner("finally", node.finally), attempted: node.body }]),
      ];
    case "group":
      return node.members.map((member, index) => inner(String(index), member.region));
  }
}

/** Regions one level down, for those who need no scope. */
export function regionsIn(node: Node): readonly Region[] {
  switch (node.kind) {
    case "task":
    case "call":
    case "approval":
    case "fail":
    case "compute":
      return [];
    case "branch":
      return [node.then, node.else];
    case "forEach":
    case "loop":
      return [node.body];
    case "try":
      return [node.body, ...(node.catch === undefined ? [] : [node.catch.region]), ...(node.finally === undefined ? [] : [node.finally])];
    case "group":
      return node.members.map((member) => member.region);
  }
}

/** A node's own values; those of its regions are not among them. */
export function valuesIn(node: Node, block: Block): readonly PlacedValue[] {
  const own = (value: Value, role: Role, where: Block = block): PlacedValue => ({ value, role, block: where, node, span: node.span });
  switch (node.kind) {
    case "task":
      return [
        ...Object.entries(node.args).map(([name, value]) => own(value, { kind: "argument", name })),
        ...Object.entries(node.options ?? {}).map(([name, value]) => own(value, { kind: "option", name })),
      ];
    case "call":
      return Object.entries(node.args).map(([name, value]) => own(value, { kind: "argument", name }));
    case "approval":
      return [own(node.message, { kind: "message" }), ...(node.subject === undefined ? [] : [own(node.subject, { kind: "subject" })])];
    case "branch":
      return [own(node.condition, { kind: "condition" })];
    case "forEach":
      return [own(node.items, { kind: "items" })];
    case "loop": {
      const carried = Object.entries(node.carried);
      const [body] = blocksIn(node, block);
      if (body === undefined) return [];
      // `while` sees the state, but no node of the body.
      const state: Binding = { kind: "state", node, isNew: node.test === "after" };
      const header: Block = { ...body, label: "while", region: NO_NODES, bindings: new Map([[node.state, state]]) };
      return [
        ...carried.map(([name, variable]) => own(variable.init, { kind: "init", name })),
        own(node.while, { kind: "while" }, header),
        ...carried.map(([name, variable]) => own(variable.next, { kind: "next", name }, body)),
      ];
    }
    case "fail":
      return [
        ...(node.message === undefined ? [] : [own(node.message, { kind: "message" })]),
        ...(node.cause === undefined ? [] : [own(node.cause, { kind: "cause" })]),
      ];
    case "compute":
      return [own(node.value, { kind: "computed" })];
    case "try":
    case "group":
      return [];
  }
}

/** Every block of a pipeline: its body, all that lies in it in source order, then `onExit`. */
export function* blocksOf(pipeline: Pipeline): Generator<Block, void, undefined> {
  yield* descend(rootBlock(pipeline));
  if (pipeline.onExit !== undefined) yield exitBlock(pipeline, pipeline.onExit);
}

function* descend(block: Block): Generator<Block, void, undefined> {
  yield block;
  for (const node of block.region.nodes) for (const inner of blocksIn(node, block)) yield* descend(inner);
}

/** Every node of a pipeline, outside in. */
export function* nodesOf(pipeline: Pipeline): Generator<PlacedNode, void, undefined> {
  for (const block of blocksOf(pipeline)) for (const node of block.region.nodes) yield { node, block };
}

/** Every value of a pipeline, results of regions included. */
export function* placedValues(pipeline: Pipeline): Generator<PlacedValue, void, undefined> {
  for (const block of blocksOf(pipeline)) yield* valuesInBlock(block, pipeline);
}

/** The values of a block's nodes, then what the block yields. */
export function* valuesInBlock(block: Block, pipeline: Pipeline): Generator<PlacedValue, void, undefined> {
  for (const node of block.region.nodes) yield* valuesIn(node, block);
  const { owner, region } = block;
  for (const [name, value] of Object.entries(region.results)) {
    yield {
      value,
      role: { kind: "result", name },
      block,
      span: owner?.span ?? pipeline.span,
      ...(owner === undefined ? {} : { node: owner }),
    };
  }
}
