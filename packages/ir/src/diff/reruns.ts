/** Which steps the cache cannot answer after a change, as far as the documents tell: what their inputs will be, only a run knows. */
import { refsOf, type Value } from "@dagwright/protocol";
import type { Document, Pipeline, TaskNode } from "../model.ts";
import { own } from "../own.ts";
import { blocksIn, nodesOf, valuesIn, type PlacedNode } from "../walk.ts";
import { identityOf } from "./parts.ts";

export interface Rerun {
  readonly pipeline: string;
  /** The node's id. */
  readonly step: string;
  /** False: only if what it reads comes to something else. */
  readonly certain: boolean;
  /** What is different about the step itself, such as `its code changed`. */
  readonly changes: readonly string[];
  /** What it reads that may be different: `train`, `input.seed`. */
  readonly reads: readonly string[];
}

/** In the order of the document. A step without a cache is among them. */
export function rerunsAfter(before: Document, after: Document): readonly Rerun[] {
  const found = new Map<string, Rerun>();
  const readers = new Map(Object.keys(after.pipelines).map((name) => [name, new Set<string>()]));
  // What a called pipeline gets and gives may change with what others do: until nothing new is found.
  for (let size = -1; size !== found.size + total(readers);) {
    size = found.size + total(readers);
    for (const [name, pipeline] of Object.entries(after.pipelines)) {
      visit({ name, pipeline, before, after, found, affected: readers.get(name) ?? new Set(), readers });
    }
  }
  const order = Object.entries(after.pipelines).flatMap(([name, pipeline]) =>
    [...nodesOf(pipeline)].map(({ node }) => `${name} ${node.id}`),
  );
  return [...found].toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b)).map(([, rerun]) => rerun);
}

const total = (sets: ReadonlyMap<string, ReadonlySet<string>>): number => [...sets.values()].reduce((sum, set) => sum + set.size, 0);

interface Visit {
  readonly name: string;
  readonly pipeline: Pipeline;
  readonly before: Document;
  readonly after: Document;
  readonly found: Map<string, Rerun>;
  /** Ids whose values may be others than before; `input.NAME` for inputs. */
  readonly affected: Set<string>;
  /** The same of every pipeline. */
  readonly readers: ReadonlyMap<string, Set<string>>;
}

function visit(at: Visit): void {
  const { pipeline, affected, before, name } = at;
  const earlier = own(before.pipelines, name);
  for (const [input, field] of Object.entries(pipeline.inputs)) {
    if (identityOf(own(earlier?.inputs ?? {}, input)?.default) !== identityOf(field.default)) affected.add(`input.${input}`);
  }
  const was = new Map(earlier === undefined ? [] : [...nodesOf(earlier)].map((placed) => [placed.node.id, placed]));
  for (const placed of nodesOf(pipeline)) {
    const { node } = placed;
    const changes = node.kind === "task" ? ownReasons(at, node, was.get(node.id)) : [];
    const reads = readsOf(at, placed);
    if (node.kind === "task" && (changes.length > 0 || reads.length > 0)) {
      at.found.set(`${name} ${node.id}`, { pipeline: name, step: node.id, certain: changes.length > 0, changes, reads });
    }
    const isGiven = reads.length > 0 || !isSame(placed, was.get(node.id), givenTo);
    if (changes.length > 0 || isGiven || hasAffectedInside(at, placed) || !isSame(placed, was.get(node.id), madeBy))
      affect(at, placed, isGiven);
  }
}

/** A node may come to something else; `isGiven`: because of what it takes, and so do what it binds. */
function affect({ affected, readers }: Visit, { node, block }: PlacedNode, isGiven: boolean): void {
  affected.add(node.id);
  // Items are what a fan-out takes, whatever its turns come to; a loop's state and a caught error are what came of them.
  if (isGiven || node.kind !== "forEach")
    for (const inner of blocksIn(node, block)) for (const binding of inner.bindings.keys()) affected.add(binding);
  if (node.kind !== "call") return;
  const inputs = readers.get(node.pipeline);
  for (const [input, value] of Object.entries(node.args)) {
    if (refsOf(value).some((ref) => isAffected(affected, ref))) inputs?.add(`input.${input}`);
  }
}

const keyOf = ({ node, path }: { readonly node: string; readonly path: readonly (string | number)[] }): string =>
  node === "input" ? `input.${String(path[0])}` : node;

const isAffected = (affected: ReadonlySet<string>, ref: Parameters<typeof keyOf>[0]): boolean => affected.has(keyOf(ref));

/** What a node reads that may be another value than before. */
function readsOf({ affected }: Visit, { node, block }: PlacedNode): readonly string[] {
  const values: readonly Value[] = valuesIn(node, block).map(({ value }) => value);
  const keys = values
    .flatMap(refsOf)
    .filter((ref) => isAffected(affected, ref))
    .map(keyOf);
  return [...new Set(keys)].filter((key) => key !== node.id);
}

function hasAffectedInside(at: Visit, { node, block }: PlacedNode): boolean {
  if (node.kind === "call") {
    const callee = own(at.after.pipelines, node.pipeline);
    return callee !== undefined && [...nodesOf(callee)].some((inner) => at.found.has(`${node.pipeline} ${inner.node.id}`));
  }
  return blocksIn(node, block).some(({ region }) => region.nodes.some((inner) => at.affected.has(inner.id)));
}

const givenTo = ({ node, block }: PlacedNode): unknown => valuesIn(node, block).map(({ value }) => value);
const madeBy = ({ node, block }: PlacedNode): unknown => [node.kind, blocksIn(node, block).map(({ region }) => region.results)];

/** Whether a part of a node is what it was; not if the node is new. */
const isSame = (placed: PlacedNode, was: PlacedNode | undefined, part: (placed: PlacedNode) => unknown): boolean =>
  was !== undefined && identityOf(part(placed)) === identityOf(part(was));

function ownReasons({ before, after }: Visit, task: TaskNode, was: PlacedNode | undefined): readonly string[] {
  if (was?.node.kind !== "task") return ["is new"];
  const [a, b] = [own(before.components, was.node.component), own(after.components, task.component)];
  const reasons: string[] = [];
  if (identityOf(a?.implementation) !== identityOf(b?.implementation))
    reasons.push(b?.implementation.kind === "container" ? "its image or command changed" : "its code changed");
  const args = (node: TaskNode): string => identityOf(node.args);
  if (args(was.node) !== args(task)) reasons.push("its inputs are computed otherwise");
  // Resources, retries and labels are no part of what a step gives.
  const settings = (node: TaskNode, config: TaskNode["config"] | undefined): string => {
    const { image, env } = { ...config, ...node.config };
    const variables = Object.entries(node.options ?? {}).filter(([name]) => name.startsWith("env."));
    return identityOf([image, env, variables]);
  };
  if (settings(was.node, a?.config) !== settings(task, b?.config)) reasons.push("its image or environment changed");
  return reasons;
}
