/** Rebuilds nodes and regions with their values replaced. */
import type { Node, Region } from "@dagwright/ir";
import type { Value } from "@dagwright/protocol";

/** Where a value stands: in the arguments of a node, in another part of it, or among the results of a region. */
export type Site = { readonly kind: "argument" | "part"; readonly node: Node } | { readonly kind: "result"; readonly region: Region };

export interface Mapper {
  value(value: Value, site: Site): Value;
  /** Called with the region as it was, and its nodes already mapped. */
  region(before: Region, after: Region): Region;
}

export function mapRegion(region: Region, mapper: Mapper): Region {
  const results = Object.fromEntries(
    Object.entries(region.results).map(([name, value]) => [name, mapper.value(value, { kind: "result", region })]),
  );
  return mapper.region(region, { ...region, nodes: region.nodes.map((node) => mapNode(node, mapper)), results });
}

export function mapNode(node: Node, mapper: Mapper): Node {
  const part = (value: Value): Value => mapper.value(value, { kind: "part", node });
  const inner = (region: Region): Region => mapRegion(region, mapper);
  const args = (values: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, mapper.value(value, { kind: "argument", node })]));
  switch (node.kind) {
    case "task":
      return {
        ...node,
        args: args(node.args),
        ...(node.options === undefined
          ? {}
          : { options: Object.fromEntries(Object.entries(node.options).map(([name, value]) => [name, part(value)])) }),
      };
    case "call":
      return { ...node, args: args(node.args) };
    case "approval":
      return { ...node, message: part(node.message), ...(node.subject === undefined ? {} : { subject: part(node.subject) }) };
    case "branch":
      return { ...node, condition: part(node.condition), then: inner(node.then), else: inner(node.else) };
    case "forEach":
      return { ...node, items: part(node.items), body: inner(node.body) };
    case "loop":
      return {
        ...node,
        carried: Object.fromEntries(
          Object.entries(node.carried).map(([name, carried]) => [name, { ...carried, init: part(carried.init), next: part(carried.next) }]),
        ),
        while: part(node.while),
        body: inner(node.body),
      };
    case "try":
      return {
        ...node,
        body: inner(node.body),
        ...(node.catch === undefined ? {} : { catch: { ...node.catch, region: inner(node.catch.region) } }),
        ...(node.finally === undefined ? {} : { finally: inner(node.finally) }),
      };
    case "group":
      return { ...node, members: node.members.map((member) => ({ ...member, region: inner(member.region) })) };
    case "fail":
      return {
        ...node,
        ...(node.message === undefined ? {} : { message: part(node.message) }),
        ...(node.cause === undefined ? {} : { cause: part(node.cause) }),
      };
    case "compute":
      return { ...node, value: part(node.value) };
  }
}
