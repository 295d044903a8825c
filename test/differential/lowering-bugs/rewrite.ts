/** A document with its parts replaced, from the inside out. */
import type { Document, Node, Region } from "@dagwright/ir";
import { mapChildren, type Value } from "@dagwright/protocol";

export interface Rewrite {
  readonly value?: (value: Value) => Value;
  /** Undefined leaves the node out. */
  readonly node?: (node: Node, surroundings: Surroundings) => Node | undefined;
  readonly region?: (region: Region, depth: number) => Region;
}

export interface Surroundings {
  readonly document: Document;
  /** The errors that are caught around the node, the outermost first. */
  readonly errors: readonly string[];
}

export function rewrite(document: Document, { value = (same) => same, node = (same) => same, region = (same) => same }: Rewrite): Document {
  const valueOf = (from: Value): Value => value(mapChildren(from, valueOf));
  const valuesOf = (from: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(Object.entries(from).map(([name, each]) => [name, valueOf(each)]));
  const regionOf = (from: Region, depth: number, errors: readonly string[]): Region =>
    region(
      {
        ...from,
        nodes: from.nodes.flatMap((each) => node(nodeOf(each, depth + 1, errors), { document, errors }) ?? []),
        results: valuesOf(from.results),
      },
      depth,
    );

  function nodeOf(from: Node, depth: number, errors: readonly string[]): Node {
    switch (from.kind) {
      case "task":
      case "call":
        return { ...from, args: valuesOf(from.args) };
      case "approval":
        return { ...from, message: valueOf(from.message) };
      case "compute":
        return { ...from, value: valueOf(from.value) };
      case "fail":
        return { ...from, ...(from.message === undefined ? {} : { message: valueOf(from.message) }) };
      case "branch":
        return {
          ...from,
          condition: valueOf(from.condition),
          then: regionOf(from.then, depth, errors),
          else: regionOf(from.else, depth, errors),
        };
      case "forEach":
        return { ...from, items: valueOf(from.items), body: regionOf(from.body, depth, errors) };
      case "loop":
        return {
          ...from,
          carried: Object.fromEntries(
            Object.entries(from.carried).map(([name, each]) => [name, { ...each, init: valueOf(each.init), next: valueOf(each.next) }]),
          ),
          while: valueOf(from.while),
          body: regionOf(from.body, depth, errors),
        };
      case "group":
        return { ...from, members: from.members.map((member) => ({ ...member, region: regionOf(member.region, depth, errors) })) };
      case "try":
        return {
          ...from,
          body: regionOf(from.body, depth, errors),
          ...(from.catch === undefined
            ? {}
            : { catch: { ...from.catch, region: regionOf(from.catch.region, depth, [...errors, from.catch.error]) } }),
          ...(from.finally === undefined ? {} : { finally: regionOf(from.finally, depth, errors) }),
        };
    }
  }

  return {
    ...document,
    pipelines: Object.fromEntries(
      Object.entries(document.pipelines).map(([name, pipeline]) => [name, { ...pipeline, body: regionOf(pipeline.body, 0, []) }]),
    ),
  };
}
