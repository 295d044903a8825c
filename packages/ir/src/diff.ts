/** What changed between two documents, in words, for reviews. Places of code are left out. */
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "@dagwright/protocol";
import type { Document, Node } from "./model.ts";
import { own } from "./own.ts";
import { printJson } from "./print-value.ts";
import { nodesOf } from "./walk.ts";

/** One line a change; none = they mean the same. */
export function diffDocuments(before: Document, after: Document): readonly string[] {
  return [
    ...(before.entry === after.entry ? [] : [`the entry is ${after.entry}, was ${before.entry}`]),
    ...(before.wrapper === after.wrapper ? [] : ["the wrapper changed"]),
    ...records("type", before.types, after.types, (name, a, b) => changes(`type ${name}`, jsonOf(a), jsonOf(b))),
    ...records("component", before.components, after.components, (name, a, b) => changes(`component ${name}`, jsonOf(a), jsonOf(b))),
    ...records("pipeline", before.pipelines, after.pipelines, (name, a, b) => {
      const { body: _a, ...headBefore } = a;
      const { body: _b, ...headAfter } = b;
      return [...changes(`pipeline ${name}`, jsonOf(headBefore), jsonOf(headAfter)), ...nodeChanges(name, before, after)];
    }),
  ];
}

function records<T>(
  what: string,
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  changed: (name: string, a: T, b: T) => readonly string[],
): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    const [a, b] = [own(before, name), own(after, name)];
    if (a === undefined) return [`${what} ${name} is new`];
    return b === undefined ? [`${what} ${name} is gone`] : changed(name, a, b);
  });
}

interface FlatNode {
  readonly parent: string;
  readonly own: Json;
}

function nodeChanges(name: string, before: Document, after: Document): readonly string[] {
  const [a, b] = [flatNodes(name, before), flatNodes(name, after)];
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((id) => {
    const [was, is] = [a.get(id), b.get(id)];
    const title = `${name}: ${id}`;
    if (was === undefined) return [`${title} is new${is === undefined ? "" : `, in ${is.parent}`}`];
    if (is === undefined) return [`${title} is gone`];
    return [
      ...(was.parent === is.parent ? [] : [`${title} moved to ${is.parent}, was in ${was.parent}`]),
      ...changes(title, was.own, is.own),
    ];
  });
}

function flatNodes(name: string, document: Document): ReadonlyMap<string, FlatNode> {
  const pipeline = own(document.pipelines, name);
  const flat = new Map<string, FlatNode>();
  if (pipeline === undefined) return flat;
  flat.set("body", { parent: name, own: jsonOf({ results: pipeline.body.results, onFailure: pipeline.body.onFailure }) });
  for (const { node, block } of nodesOf(pipeline)) {
    flat.set(node.id, {
      parent: block.owner === undefined ? "the body" : `${block.label} of ${block.owner.id}`,
      own: jsonOf(withoutNodes(node)),
    });
  }
  return flat;
}

// The nodes inside are compared as nodes of their own.
const withoutNodes = (node: Node): Json => JSON.parse(JSON.stringify(node, (key, value: unknown) => (key === "nodes" ? undefined : value)));

const jsonOf = (value: unknown): Json => JSON.parse(JSON.stringify(value, (key, member: unknown) => (key === "span" ? undefined : member)));

/** The deepest members that differ, one line each. */
function changes(title: string, before: Json, after: Json, path = ""): readonly string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isJsonObject(before) && isJsonObject(after) && before["kind"] === after["kind"]) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) => memberChanges(title, before, after, name, path));
  }
  if (isJsonArray(before) && isJsonArray(after) && before.length === after.length) {
    return before.flatMap((item, index) => changes(title, item, after[index] ?? null, `${path}[${index}]`));
  }
  return [`${title}:${path === "" ? "" : ` ${path.replace(/^\./u, "")}`} is ${clipped(after)}, was ${clipped(before)}`];
}

function memberChanges(title: string, before: JsonObject, after: JsonObject, name: string, path: string): readonly string[] {
  const [a, b] = [own(before, name), own(after, name)];
  const inner = `${path}.${name}`;
  if (a !== undefined && b !== undefined) return changes(title, a, b, inner);
  return [`${title}: ${inner.slice(1)} is ${b === undefined ? "gone" : `new: ${clipped(b)}`}`];
}

function clipped(value: Json): string {
  const text = printJson(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
