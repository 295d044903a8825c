/** Phis whose variable may be absent or `null` by its declared type, while no side leaves it so: what TypeScript knows by following assignments. */
import {
  alwaysFails,
  blocksIn,
  rootBlock,
  surroundingsOf,
  typeOfValue,
  type Block,
  type BranchNode,
  type Document,
  type LoopNode,
  type Node,
  type Region,
  type TryNode,
} from "@dagwright/ir";
import type { Field, Value } from "@dagwright/protocol";
import { isSolidIn, withoutNull } from "./certain.ts";
import { tightenLoop } from "./tighten-loops.ts";

/** The same document; nodes are replaced from the inside out, so that one phi that is certain makes the next one so. */
export function tightenPhis(document: Document): Document {
  let current = document;
  // Each round can only make more certain; there are as many rounds as phis feed each other.
  for (;;) {
    const pipelines = Object.fromEntries(
      Object.entries(current.pipelines).map(([name, pipeline]) => {
        const block = rootBlock(pipeline);
        const body = tightenRegion(pipeline.body, block, current);
        return [name, body === pipeline.body ? pipeline : { ...pipeline, body }];
      }),
    );
    if (Object.entries(pipelines).every(([name, pipeline]) => pipeline === current.pipelines[name])) return current;
    current = { ...current, pipelines };
  }
}

function tightenRegion(region: Region, block: Block, document: Document): Region {
  const nodes = region.nodes.map((node) => tightenNode(node, block, document));
  return nodes.every((node, index) => node === region.nodes[index]) ? region : { ...region, nodes };
}

function tightenNode(node: Node, outer: Block, document: Document): Node {
  const inner = new Map(blocksIn(node, outer).map((block) => [block.label, block]));
  const region = (label: string, before: Region): Region => {
    const block = inner.get(label);
    return block === undefined ? before : tightenRegion(before, block, document);
  };
  switch (node.kind) {
    case "task":
    case "call":
    case "approval":
    case "fail":
    case "compute":
      return node;
    case "forEach": {
      const body = region("body", node.body);
      return body === node.body ? node : { ...node, body };
    }
    case "loop":
      return tightenLoop(node, outer, document, (loop) => tightenBody(loop, outer, document));
    case "group": {
      const members = node.members.map((member, index) => {
        const after = region(String(index), member.region);
        return after === member.region ? member : { ...member, region: after };
      });
      return members.every((member, index) => member === node.members[index]) ? node : { ...node, members };
    }
    case "branch": {
      const [then, otherwise] = [region("then", node.then), region("else", node.else)];
      const phis = tightened(node, inner, document);
      return then === node.then && otherwise === node.else && phis === node.phis ? node : { ...node, then, else: otherwise, phis };
    }
    case "try": {
      const body = region("body", node.body);
      const caught = node.catch === undefined ? undefined : region("catch", node.catch.region);
      const last = node.finally === undefined ? undefined : region("finally", node.finally);
      const phis = tightened(node, inner, document);
      if (body === node.body && caught === node.catch?.region && last === node.finally && phis === node.phis) return node;
      return {
        ...node,
        body,
        ...(node.catch === undefined || caught === undefined ? {} : { catch: { ...node.catch, region: caught } }),
        ...(last === undefined ? {} : { finally: last }),
        phis,
      };
    }
  }
}

/** The same loop with what its body makes certain: round after round, as one phi feeds the next. */
function tightenBody(node: LoopNode, outer: Block, document: Document): LoopNode {
  let current = node;
  for (;;) {
    const [block] = blocksIn(current, outer);
    const body: Region = block === undefined ? current.body : tightenRegion(current.body, block, document);
    if (body === current.body) return current;
    current = { ...current, body };
  }
}

function tightened(node: BranchNode | TryNode, inner: ReadonlyMap<string, Block>, document: Document): Readonly<Record<string, Field>> {
  const labels = node.kind === "branch" ? ["then", "else"] : node.catch === undefined ? ["body"] : ["body", "catch"];
  const sides = labels.flatMap((label) => inner.get(label) ?? []);
  let changed = false;
  const phis = Object.entries(node.phis).map(([name, field]): [string, Field] => {
    const tight = tightField(field, name, sides, document);
    changed ||= tight !== field;
    return [name, tight];
  });
  return changed ? Object.fromEntries(phis) : node.phis;
}

function tightField(field: Field, name: string, sides: readonly Block[], document: Document): Field {
  const hasNull = field.type.kind === "union" && !isSolidIn(field.type, document.types);
  if (field.optional !== true && !hasNull) return field;
  // A side that always fails yields nothing, and is not asked.
  const given = sides.flatMap((block) => {
    const value: Value | undefined = block.region.results[name];
    return value === undefined ? (alwaysFails(block.region) ? [] : [undefined]) : [typeOfValue(value, surroundingsOf(document, block))];
  });
  const isPresent = given.every((found) => found?.kind === "value" && !found.optional);
  const isSolid = given.every((found) => found?.kind === "value" && isSolidIn(found.type, document.types));
  const type = hasNull && isSolid ? withoutNull(field.type, document.types) : field.type;
  if (type === field.type && !(field.optional === true && isPresent)) return field;
  const { optional, ...rest } = field;
  return { ...rest, type, ...(optional === true && !isPresent ? { optional } : {}) };
}
