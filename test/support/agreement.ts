/** Whether plain Node and the graph of a program agree: on outcome and calls, and on what waits for what (`semantics.md` §1). */
import { isJsonObject, sha256, type Json, type JsonObject } from "@dagwright/protocol";
import { mayOverlap, type Site } from "../differential/generator/sites.ts";
import { observeInterpreter, observePlainNode, type Observation } from "./observe.ts";
import { scheduled } from "./schedule.ts";
import type { CompiledProgram } from "./written-programs.ts";

/** All calls that have started and not ended, and which of them ends next. */
export interface Turn {
  readonly pending: readonly string[];
  readonly next: string;
  /** Whether anything that was answered at once has failed by then. */
  readonly wasRefused: boolean;
}

export interface PlainRun {
  readonly seen: Observation;
  readonly turns: readonly Turn[];
}

/** In the order that `seed` decides: of those that have started, any may be the next to end. */
export async function runPlainNode({ file }: Pick<CompiledProgram, "file">, inputs: JsonObject, seed: number): Promise<PlainRun> {
  const turns: Turn[] = [];
  const { result, calls } = await scheduled(
    (pending, heard) => {
      const at = Number.parseInt(sha256(`${seed} ${turns.length}`).slice(0, 8), 16) % pending.length;
      turns.push({ pending: pending.toSorted(), next: pending[at] ?? "", wasRefused: heard.some(isFailing) });
      return at;
    },
    () => observePlainNode(file, inputs),
  );
  return { seen: { ...result, calls: calls.toSorted() }, turns };
}

/** What differs when the graph runs with the same calls ending in the same order; nothing where they agree. */
export async function compareWithGraph(
  { pipeline, sites }: Pick<CompiledProgram, "pipeline" | "sites">,
  inputs: JsonObject,
  plain: PlainRun,
): Promise<string | undefined> {
  const problems: string[] = [];
  let at = 0;
  const { result, calls } = await scheduled(
    (pending) => {
      const turn = plain.turns[at];
      const hasFailed = turn?.wasRefused === true || plain.turns.slice(0, at).some(({ next }) => isFailing(next));
      if (turn !== undefined && problems.length === 0) problems.push(...differences(turn, pending, hasFailed, sites));
      at += 1;
      return Math.max(0, turn === undefined ? 0 : pending.indexOf(turn.next));
    },
    () => observeInterpreter(pipeline, inputs),
  );
  const difference = differenceOf(plain.seen, { ...result, calls: calls.toSorted() }, "the graph");
  if (difference !== undefined) problems.unshift(difference);
  return problems.length === 0 ? undefined : problems.join("\n");
}

/** What has started and should not have, and the other way round. */
function differences({ pending }: Turn, started: readonly string[], hasFailed: boolean, sites: Sites): readonly string[] {
  const late = less(pending, started).map((call) => `${call} has not started although plain Node starts it`);
  const early = less(started, pending)
    // Plain Node keeps a failure to itself until nothing at all is in flight; the graph, until nothing is in flight where it is caught.
    .filter((call) => !hasFailed || !pending.every((other) => mayRunBeside(call, other, sites)))
    .map((call) => `${call} has started although plain Node waits for one of ${pending.join(" ")}`);
  return [...late, ...early];
}

type Sites = ReadonlyMap<string, Site>;

/** Both observations where they differ. */
export const differenceOf = (plain: Observation, other: Observation, name: string): string | undefined =>
  JSON.stringify(comparable(plain)) === JSON.stringify(comparable(other))
    ? undefined
    : `plain Node: ${JSON.stringify(plain, undefined, 1)}\n${name}: ${JSON.stringify(other, undefined, 1)}`;

const comparable = ({ status, output, calls, failure }: Observation): Json => [
  status,
  output === undefined ? null : sortedKeys(output),
  [...calls],
  failure ?? null,
];

const sortedKeys = (value: Json): Json =>
  isJsonObject(value) ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) : value;

/** The items of one list that another does not have as often. */
function less(from: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return from.filter((each) => {
    const found = left.indexOf(each);
    if (found >= 0) left.splice(found, 1);
    return found < 0;
  });
}

const argsOf = (call: string): JsonObject => {
  const json = JSON.parse(call) as Json;
  const args = isJsonObject(json) ? json["args"] : undefined;
  return args !== undefined && isJsonObject(args) ? args : {};
};

export const isFailing = (call: string): boolean => argsOf(call)["fail"] === true;

/** Without what tells copies of a call, and the calls of a called pipeline. */
export function tagOf(call: string): string {
  const { tag } = argsOf(call);
  return typeof tag === "string" ? tag.replace(/\/.*$/u, "") : "";
}

function mayRunBeside(a: string, b: string, sites: Sites): boolean {
  const [one, other] = [sites.get(tagOf(a)), sites.get(tagOf(b))];
  return one !== undefined && other !== undefined && mayOverlap(one, other);
}
