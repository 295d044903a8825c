import { body } from "../diagnostics/body.ts";
import { callsIn } from "./calls-in.ts";
import type { Rule } from "./rule.ts";

/** A pipeline never calls itself, not through others either: the graph would have no end. */
export const noRecursion: Rule = function* ({ graphs }) {
  const reported = new Set<string>();
  for (const start of graphs.keys()) {
    const path = cycleFrom(start, [start], (name) => callsIn(graphs.get(name)?.body).map((call) => call.pipeline));
    if (path === undefined || path.some((name) => reported.has(name))) continue;
    for (const name of path) reported.add(name);
    const [, next] = path;
    const call = callsIn(graphs.get(start)?.body).find((candidate) => candidate.pipeline === next);
    yield body("DW2404", call ?? {}, { what: "pipeline", path: path.map((name) => `\`${name}\``).join(" → ") });
  }
};

function cycleFrom(
  start: string,
  path: readonly string[],
  callsOf: (name: string) => readonly string[],
  seen = new Set<string>(),
): readonly string[] | undefined {
  const current = path.at(-1);
  if (current === undefined) return undefined;
  for (const next of callsOf(current)) {
    if (next === start) return [...path, next];
    if (seen.has(next)) continue;
    seen.add(next);
    const found = cycleFrom(start, [...path, next], callsOf, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}
