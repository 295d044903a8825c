/** Step calls as recording components print them, among whatever else a step says: `CALL {json}` and `SPAN started ended {json}`. */
import { canonicalJson, type Json } from "@dagwright/protocol";

/** The same text for the same call, in whatever order its arguments came. */
export const canonicalCall = (json: string): string => canonicalJson(JSON.parse(json) as Json);

/** One canonical text per call, sorted: a multiset that can be compared. Only a newline ends a line: calls hold what else Unicode has for it. */
export function callsIn(output: string): readonly string[] {
  const calls: string[] = [];
  for (const line of output.split("\n")) {
    const json = /CALL (\{.*\})\r?$/su.exec(line)?.[1];
    if (json !== undefined) calls.push(canonicalCall(json));
  }
  return calls.toSorted();
}

/** One call from its start to its end, in nanoseconds of a clock that all calls of a run share. */
export interface Span {
  readonly call: string;
  readonly started: bigint;
  readonly ended: bigint;
}

export function spansIn(output: string): readonly Span[] {
  const spans: Span[] = [];
  for (const line of output.split("\n")) {
    const [, started, ended, json] = /SPAN (\d+) (\d+) (\{.*\})\r?$/su.exec(line) ?? [];
    if (started === undefined || ended === undefined || json === undefined) continue;
    spans.push({ call: canonicalCall(json), started: BigInt(started), ended: BigInt(ended) });
  }
  return spans;
}
