/** One JSON object a line, as all of the command's JSON: the diagnostics, then what they come to. Places are those of the Language Server Protocol. */
import { sortDiagnostics, type Diagnostic } from "@dagwright/ir";
import type { Span } from "@dagwright/protocol";
import { seenFromHere } from "../project/show-diagnostics.ts";
import { countsOf, hasFailed, pipelinesOf, type Checked } from "./checked.ts";
import type { ExplainedPipeline } from "./explained.ts";

interface Position {
  /** Both from 0; characters are UTF-16 units. */
  readonly line: number;
  readonly character: number;
}

interface Location {
  /** Relative to the working folder. */
  readonly file: string;
  /** The end is the first character that is no part of it. */
  readonly range: { readonly start: Position; readonly end: Position };
}

export function asJson(checked: Checked, explained: readonly ExplainedPipeline[] = []): string {
  const lines: readonly unknown[] = [
    ...checked.projects.flatMap((project) => sortDiagnostics(seenFromHere(project, project.diagnostics)).map(lineOf)),
    ...explained.flatMap(({ pipeline, explanations }) =>
      explanations.map(({ kind, nodes, reason, span }) => ({ type: "explanation", pipeline, kind, nodes, reason, ...locationOf(span) })),
    ),
    {
      type: "check",
      status: hasFailed(checked) ? "Failed" : "Succeeded",
      ...countsOf(checked),
      pipelines: pipelinesOf(checked),
    },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

const lineOf = ({ code, severity, message, help, span, related }: Diagnostic): unknown => ({
  type: "diagnostic",
  severity,
  code,
  message,
  ...(help === undefined ? {} : { help }),
  ...(span === undefined ? {} : locationOf(span)),
  ...(related === undefined ? {} : { related: related.map((place) => ({ message: place.message, ...locationOf(place.span) })) }),
});

const locationOf = ({ file, start, end }: Span): Location => ({ file, range: { start: positionOf(start), end: positionOf(end) } });

const positionOf = ([line, column]: Span["start"]): Position => ({ line: line - 1, character: column - 1 });
