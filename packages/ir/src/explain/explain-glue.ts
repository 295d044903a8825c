/** Where glue is evaluated, and why there and not nearer to who reads it. */
import { childrenOf, refsOf, type Glue, type Value } from "@dagwright/protocol";
import { idsIn } from "../dependencies.ts";
import type { Document, Node, Pipeline } from "../model.ts";
import { nodesOf, placedValues, type PlacedValue } from "../walk.ts";
import { kindWord, listed, quotedIds, readerOf } from "./words.ts";

/** One piece of glue where it stands in the document. */
export interface PlacedGlue {
  readonly glue: Glue;
  readonly at: PlacedValue;
  /** The glue that it is an input of: both are evaluated together. */
  readonly within?: Glue;
}

export interface PipelineFacts {
  readonly document: Document;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly values: readonly PlacedValue[];
}

export function factsOf(document: Document, pipeline: Pipeline): PipelineFacts {
  const nodes = new Map([...nodesOf(pipeline)].map(({ node }) => [node.id, node]));
  return { document, nodes, values: [...placedValues(pipeline)] };
}

/** Glue in a value, outside in. */
export function* glueIn(at: PlacedValue, value: Value = at.value, within?: Glue): Generator<PlacedGlue, void, undefined> {
  if (value.kind === "glue") yield { glue: value, at, ...(within === undefined ? {} : { within }) };
  for (const child of childrenOf(value)) yield* glueIn(at, child, value.kind === "glue" ? value : within);
}

/** The step that evaluates it. */
export function evaluatorOf({ glue, at }: PlacedGlue, facts: PipelineFacts): string | undefined {
  return glue.place === "producer" ? sourcesOf(glue).find((id) => facts.nodes.get(id)?.kind === "task") : at.node?.id;
}

/** Of all copies, which are alike. */
export function glueReason(copies: readonly PlacedGlue[], facts: PipelineFacts): string {
  const [first] = copies;
  if (first === undefined) throw new TypeError("there is no glue to explain");
  const { glue, within } = first;
  const where = quotedIds(copies.flatMap((copy) => evaluatorOf(copy, facts) ?? []));
  if (within !== undefined) return `evaluated together with the glue that reads it${where === "" ? "" : `, in ${where}`}`;
  const readers = listed(copies.map(({ at }) => readerOf(at)));
  switch (glue.place) {
    case "consumer":
      return `evaluated in ${where}, whose argument it is: in the process of that step, before its function is called`;
    case "producer":
      return `evaluated in ${where}, as an output more: all that it reads comes from there, and who reads it (${readers}) evaluates no TypeScript`;
    case "step":
      return `a step of its own, ${where}: ${ownStep(copies, facts)}`;
  }
}

function ownStep(copies: readonly PlacedGlue[], facts: PipelineFacts): string {
  const ids = new Set(copies.flatMap(({ at }) => (at.role.kind === "computed" && at.node !== undefined ? [at.node.id] : [])));
  const readers =
    ids.size === 0 ? copies.map(({ at }) => at) : facts.values.filter(({ value }) => [...idsIn(value)].some((id) => ids.has(id)));
  if (readers.length === 0) return "nobody reads what it gives, but it may throw";
  const others = readers.filter((reader) => !isConsumer(reader, facts));
  const [first] = copies;
  const who = `it is read by ${listed((others.length === 0 ? readers : others).map(readerOf))}`;
  return `${who}${others.length === 0 ? "" : ", where no TypeScript is evaluated"}, and ${first === undefined ? "" : whyNoProducer(first.glue, facts)}`;
}

/** Whether the reader is a step that could evaluate it for itself. */
const isConsumer = ({ role, node }: PlacedValue, { document }: PipelineFacts): boolean =>
  role.kind === "argument" && node?.kind === "task" && document.components[node.component]?.implementation.kind === "typescript";

function whyNoProducer(glue: Glue, { nodes, document }: PipelineFacts): string {
  const sources = sourcesOf(glue);
  const names = listed(sources.map((id) => (id === "input" ? "the pipeline's inputs" : `\`${id}\``)));
  if (asksForSuccess(glue)) return "it asks whether a step has succeeded, which that step cannot know";
  if (sources.length === 0) return "no step makes what it reads";
  if (sources.length > 1) return `what it reads comes from ${names}, so that no one of them could make it`;
  const only = nodes.get(sources[0] ?? "");
  if (only === undefined) return `what it reads comes from ${names}, and not from a step`;
  if (only.kind !== "task") return `what it reads is ${kindWord(only)} (${names}), and not the output of one step`;
  const kind = document.components[only.component]?.implementation.kind;
  return kind === "typescript" ? `${names} cannot make it` : `${names} runs no TypeScript that could make it`;
}

/** Ids of all that it reads, glue in between left out. */
const sourcesOf = (glue: Glue): readonly string[] => [
  ...new Set(Object.values(glue.roots).flatMap(({ value }) => refsOf(value).map(({ node }) => node))),
];

const asksForSuccess = (value: Value): boolean => value.kind === "whenSucceeded" || childrenOf(value).some(asksForSuccess);
