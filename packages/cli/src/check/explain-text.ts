/** Explanations for people: each line of the source, and under it what became of the expressions that begin there. */
import type { Explanation } from "@dagwright/ir";
import type { Span } from "@dagwright/protocol";
import { sourceOf } from "../project/show-diagnostics.ts";
import type { ExplainedPipeline } from "./explained.ts";

const WIDEST = 44;

export function explainedText({ pipeline, explanations }: ExplainedPipeline, read = sourceOf): string {
  const files = new Map<string, readonly string[] | undefined>();
  const linesOf = (file: string): readonly string[] | undefined => {
    if (!files.has(file)) files.set(file, read(file)?.split(/\r\n|\n|\r/u));
    return files.get(file);
  };
  const byLine = Map.groupBy(explanations, ({ span }) => `${span.file}:${span.start[0]}`);
  const placeWidth = Math.max(0, ...explanations.map(({ span }) => placeOf(span).length));
  const kindWidth = Math.max(0, ...explanations.map(({ kind }) => kind.length));
  const blocks = [...byLine].map(([line, entries]) => {
    const [first] = entries;
    const source = first === undefined ? undefined : linesOf(first.span.file)?.[first.span.start[0] - 1];
    const texts = entries.map(({ span }) => clipped(textAt(span, linesOf(span.file))));
    const width = Math.max(0, ...texts.map((text) => text.length));
    const rows = entries.map(({ span, kind, reason }: Explanation, index) =>
      [placeOf(span).padEnd(placeWidth), kind.padEnd(kindWidth), ...(width === 0 ? [] : [(texts[index] ?? "").padEnd(width)]), reason].join(
        "  ",
      ),
    );
    return [source === undefined ? line : source.trim(), ...rows.map((row) => `  ${row}`)].join("\n");
  });
  return `${[`pipeline ${pipeline}`, ...blocks].join("\n\n")}\n`;
}

const placeOf = ({ file, start }: Span): string => `${file}:${start.join(":")}`;

/** What stands there, on one line. */
function textAt({ start, end }: Span, lines: readonly string[] | undefined): string {
  const part = (lines ?? []).slice(start[0] - 1, end[0]);
  const last = part.length - 1;
  return part
    .map((line, index) => line.slice(index === 0 ? start[1] - 1 : 0, index === last ? end[1] - 1 : undefined))
    .join(" ")
    .replaceAll(/\s+/gu, " ")
    .trim();
}

const clipped = (text: string): string => (text.length <= WIDEST ? text : `${text.slice(0, WIDEST - 1)}…`);
