/** Step calls as recording components print them: `CALL {json}` lines among whatever else a step says. */
import { canonicalJson, type Json } from "@dagwright/protocol";

/** One canonical text per call, sorted: a multiset that can be compared. */
export function callsIn(output: string): readonly string[] {
  const calls: string[] = [];
  for (const [, json] of output.matchAll(/^.*?CALL (\{.*\})\r?$/gmu)) {
    if (json !== undefined) calls.push(canonicalJson(JSON.parse(json) as Json));
  }
  return calls.toSorted();
}
