/**
 * Neighbouring steps that only compute glue become one: a pod less for each. They stand side by side in the program, and the later one needs
 * nothing that the first does not wait for anyhow, so that nobody waits longer than before.
 */
import { nodesOf, type ComputeNode, type Node, type Pipeline, type Region } from "@dagwright/ir";
import { childrenOf, mapRefs, refsOf, type Field, type Glue, type Value } from "@dagwright/protocol";
import { mapNode, mapRegion, type Mapper } from "./map-values.ts";

export function fuseComputes(pipeline: Pipeline): Pipeline {
  const asked = askedFor(pipeline);
  const taken = new Set([...nodesOf(pipeline)].map(({ node }) => node.id));
  /** By what each of them was called: the step that computes it now. */
  const fused = new Map<string, string>();
  const fuse = (region: Region): Region => {
    const nodes: Node[] = [];
    for (const run of runsOf(region, asked)) {
      const [first, ...others] = run;
      if (first === undefined || others.length === 0 || !run.every(isGlue)) nodes.push(...run);
      else nodes.push(fusedOf(run.filter(isGlue), taken, fused));
    }
    return { ...region, nodes };
  };
  const body = mapRegion(pipeline.body, { value: (value) => value, region: (_before, after) => fuse(after) });
  return fused.size === 0 ? pipeline : renamed({ ...pipeline, body }, fused);
}

type GlueStep = ComputeNode & { readonly value: Glue };
const isGlue = (node: Node): node is GlueStep => node.kind === "compute" && node.value.kind === "glue";

/** Nodes of which something asks whether they succeeded: that is about them alone. */
function askedFor(pipeline: Pipeline): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (value: Value): Value => {
    if (value.kind === "whenSucceeded") found.add(value.node);
    childrenOf(value).forEach(visit);
    return value;
  };
  mapRegion(pipeline.body, { value: visit, region: (_before, after) => after });
  return found;
}

/** The nodes of a region, with those together that can be one. */
function runsOf(region: Region, asked: ReadonlySet<string>): readonly (readonly Node[])[] {
  const runs: Node[][] = [];
  const direct = new Map<string, ReadonlySet<string>>();
  const own = new Set(region.nodes.map(({ id }) => id));
  for (const node of region.nodes) {
    const needs = new Set([...node.order, ...readsOf(node)].filter((id) => own.has(id)));
    direct.set(node.id, needs);
    const run = runs.at(-1);
    const [first] = run ?? [];
    if (run !== undefined && first !== undefined && canJoin(node, run, () => ancestorsOf(first.id, direct), needs, asked)) run.push(node);
    else runs.push([node]);
  }
  return runs;
}

/** Only where it is asked for: told for each of many steps, it would be the square of them. */
function ancestorsOf(id: string, direct: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [id];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const need of direct.get(at) ?? []) {
      if (found.has(need)) continue;
      found.add(need);
      open.push(need);
    }
  }
  return found;
}

function canJoin(
  node: Node,
  run: readonly Node[],
  ancestors: () => ReadonlySet<string>,
  needs: ReadonlySet<string>,
  asked: ReadonlySet<string>,
): boolean {
  if (!isGlue(node) || !run.every(isGlue) || [node, ...run].some(({ id }) => asked.has(id))) return false;
  const members = new Set(run.map(({ id }) => id));
  // A part of what a neighbour gives has no word in a value: it is read from where it was computed.
  const isWhole = refsOf(node.value).every((ref) => !members.has(ref.node) || ref.path.length === 0);
  if (!isWhole) return false;
  const waitedFor = ancestors();
  return node.order.every((id) => waitedFor.has(id)) && [...needs].every((id) => waitedFor.has(id) || members.has(id));
}

/** The ids that a node reads, or anything inside it. */
function readsOf(node: Node): readonly string[] {
  const found: string[] = [];
  const note = (value: Value): Value => {
    found.push(...refsOf(value).map((ref) => ref.node));
    return value;
  };
  mapNode(node, { value: note, region: (_before, after) => after });
  return found;
}

function fusedOf(run: readonly GlueStep[], taken: Set<string>, fused: Map<string, string>): ComputeNode {
  const [first] = run;
  if (first === undefined) throw new TypeError("there is nothing to fuse");
  const id = freeId(run.map((node) => node.id).join("-"), taken);
  const values = new Map<string, Value>();
  const fields: Record<string, Field> = {};
  for (const { id: name, value, type } of run) {
    values.set(
      name,
      mapRefs(value, (ref) => values.get(ref.node) ?? ref),
    );
    fields[name] = type;
    fused.set(name, id);
  }
  return {
    ...first,
    id,
    order: [...new Set(run.flatMap(({ order }) => order))],
    value: { kind: "record", fields: Object.fromEntries(values) },
    type: { type: { kind: "object", fields } },
  };
}

function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let count = 2; taken.has(id); count += 1) id = `${wanted}-${count}`;
  taken.add(id);
  return id;
}

function renamed(pipeline: Pipeline, fused: ReadonlyMap<string, string>): Pipeline {
  const value = (before: Value): Value =>
    mapRefs(before, (ref) => {
      const id = fused.get(ref.node);
      return id === undefined ? ref : { ...ref, node: id, path: [ref.node, ...ref.path] };
    });
  const ordered = (node: Node): Node => ({ ...node, order: [...new Set(node.order.map((id) => fused.get(id) ?? id))] });
  const mapper: Mapper = { value, region: (_before, after) => ({ ...after, nodes: after.nodes.map(ordered) }) };
  return { ...pipeline, body: mapRegion(pipeline.body, mapper) };
}
