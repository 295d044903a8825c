/** The scheduler: starts each node of a region as soon as its edges allow, and ends when all that was started has settled. */
import { dependenciesOf, cycleIn } from "../dependencies.ts";
import type { Node, Region } from "../model.ts";
import { CANCELLED, failedWith, joinOutcomes, mayStart, OMITTED, type Outcome } from "../outcome.ts";
import { emitUnstartedNode, type BlockEnd, type Context } from "./context.ts";
import { isStopped, noteFailure, type Frame, type NodeEnd } from "./frame.ts";
import { runNode } from "./node.ts";
import { failureOf, valuesOf } from "./values.ts";

const dependencies = new WeakMap<Region, ReadonlyMap<string, readonly string[]>>();

function edgesOf(region: Region): ReadonlyMap<string, readonly string[]> {
  const known = dependencies.get(region);
  if (known !== undefined) return known;
  const edges = dependenciesOf(region);
  const cycle = cycleIn(edges);
  // `verify` refuses such a document; without this it would wait for ever.
  if (cycle !== undefined) throw new TypeError(`these nodes wait for each other: ${cycle.join(" → ")}`);
  dependencies.set(region, edges);
  return edges;
}

/** Runs a region and evaluates what is asked of it; see `Context.runBlock`. */
export async function runBlock(
  context: Context,
  frame: Frame,
  path: string,
  results: readonly string[],
  extra: Region["results"] = {},
): Promise<BlockEnd> {
  const outcome = await runRegion(context, frame);
  if (outcome.kind !== "succeeded") return { outcome, values: {} };
  const wanted = Object.fromEntries(Object.entries(frame.region.results).filter(([name]) => results.includes(name)));
  const span = frame.region.nodes.at(-1)?.span ?? NOWHERE;
  try {
    return { outcome, values: await valuesOf(context, frame, { ...wanted, ...extra }, path, span) };
  } catch (error) {
    if (context.isCancelled()) return { outcome: CANCELLED, values: {} };
    noteFailure(frame);
    return { outcome: failedWith(failureOf(error, frame.pipeline)), values: {} };
  }
}

const NOWHERE = { file: "", start: [1, 1], end: [1, 1] } as const;

async function runRegion(context: Context, frame: Frame): Promise<Outcome> {
  const edges = edgesOf(frame.region);
  const nodes = new Map(frame.region.nodes.map((node) => [node.id, node]));
  const started = new Map<string, Promise<Outcome>>();
  const outcomeOf = (node: Node): Promise<Outcome> => {
    const known = started.get(node.id);
    if (known !== undefined) return known;
    const waits = (edges.get(node.id) ?? []).flatMap((id) => nodes.get(id) ?? []).map(outcomeOf);
    const outcome = Promise.all(waits).then((ends) => runWhenAllowed(context, frame, node, ends));
    started.set(node.id, outcome);
    return outcome;
  };
  return joinOutcomes(await Promise.all(frame.region.nodes.map(outcomeOf)));
}

async function runWhenAllowed(context: Context, frame: Frame, node: Node, edges: readonly Outcome[]): Promise<Outcome> {
  const path = frame.prefix + node.id;
  const end = (ended: NodeEnd): Outcome => {
    frame.ends.set(node.id, ended);
    if (ended.outcome.kind === "failed") noteFailure(frame);
    return ended.outcome;
  };
  const unstarted = context.isCancelled() ? CANCELLED : !mayStart(edges) || isStopped(frame) ? OMITTED : undefined;
  if (unstarted !== undefined) {
    emitUnstartedNode(context, node, frame.prefix, unstarted);
    return end({ outcome: unstarted });
  }
  context.emit({ type: "started", path, node });
  const ended = await runNode(context, frame, node, path).catch((error: unknown): NodeEnd => {
    if (context.isCancelled()) return { outcome: CANCELLED };
    return { outcome: failedWith(failureOf(error, frame.pipeline)) };
  });
  if (ended.outcome.kind === "cancelled") context.cancel();
  const outcome = end(ended);
  context.emit({ type: "ended", path, node, outcome });
  return outcome;
}
