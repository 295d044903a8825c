/** Diagnostics as text for people, with the code they are about. Pure: the same diagnostics and sources give the same text. */
import type { Span } from "@dagwright/protocol";
import type { Diagnostic } from "./diagnostic.ts";

/** The text of a source file by the path in a span, or nothing if it cannot be had. */
export type SourceLookup = (file: string) => string | undefined;

const TAB = "    ";
const WIDEST = 120;
/** Lines of a longer span that are shown at its beginning. */
const FIRST_LINES = 2;

/** All of them, sorted and each once, with an empty line between; empty text for none. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], sourceOf: SourceLookup): string {
  const lines = new Map<string, readonly string[] | undefined>();
  const lookup = (file: string): readonly string[] | undefined => {
    if (!lines.has(file)) lines.set(file, sourceOf(file)?.split(/\r\n|\n|\r/u));
    return lines.get(file);
  };
  const rendered = sortDiagnostics(diagnostics).map((diagnostic) => renderOne(diagnostic, lookup));
  return rendered.length === 0 ? "" : `${rendered.join("\n\n")}\n`;
}

/** By file, then place, then code; those without a place first; the same thing at the same place once. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const unique = new Map(
    diagnostics.map((diagnostic) => [JSON.stringify([diagnostic.code, diagnostic.message, diagnostic.span]), diagnostic]),
  );
  return [...unique.values()].toSorted(
    (a, b) => compareSpans(a.span, b.span) || compareText(a.code, b.code) || compareText(a.message, b.message),
  );
}

function compareSpans(a: Span | undefined, b: Span | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return compareText(a.file, b.file) || a.start[0] - b.start[0] || a.start[1] - b.start[1] || a.end[0] - b.end[0] || a.end[1] - b.end[1];
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Lines = (file: string) => readonly string[] | undefined;

function renderOne(diagnostic: Diagnostic, lines: Lines): string {
  const { code, severity, message, help, span, related } = diagnostic;
  const out = [`${severity}[${code}]: ${message}`];
  if (span !== undefined) out.push(...renderPlace(span, lines));
  for (const place of related ?? []) out.push(`  note: ${place.message}`, ...renderPlace(place.span, lines));
  if (help !== undefined) out.push(...help.split("\n").map((line, index) => `  ${index === 0 ? "help: " : "      "}${line}`));
  return out.join("\n");
}

function renderPlace(span: Span, lines: Lines): readonly string[] {
  const [line, column] = span.start;
  return [`  --> ${span.file}:${line}:${column}`, ...renderFrame(span, lines(span.file) ?? [])];
}

function renderFrame(span: Span, source: readonly string[]): readonly string[] {
  const first = span.start[0];
  const last = Math.min(Math.max(span.end[0], first), source.length);
  if (first < 1 || first > source.length) return [];
  const width = String(last).length;
  const gutter = (label: string): string => `${label.padStart(width + 1)} |`;
  const out: string[] = [];
  const before = source[first - 2];
  if (before !== undefined && before.trim() !== "") out.push(row(gutter(String(first - 1)), clip(before, 0).text));
  for (let number = first; number <= last; number += 1) {
    if (last - first >= FIRST_LINES + 1 && number === first + FIRST_LINES) {
      out.push(row(gutter(""), "…"));
      number = last;
    }
    const text = source[number - 1] ?? "";
    const from = number === first ? span.start[1] - 1 : text.length - text.trimStart().length;
    const to = number === last ? (span.end[0] === last ? span.end[1] - 1 : text.length) : text.trimEnd().length;
    const clipped = clip(text, from);
    out.push(row(gutter(String(number)), clipped.text));
    const marks = caretsUnder(text, from, to, clipped);
    if (marks !== "") out.push(row(gutter(""), marks));
  }
  return out;
}

const row = (gutter: string, text: string): string => (text === "" ? gutter : `${gutter} ${text}`);

interface Clipped {
  readonly text: string;
  /** Columns of the text that are not shown, and the columns that `…` takes instead. */
  readonly hidden: number;
  readonly lead: number;
  readonly shown: number;
}

/** A line as it is shown: tabs as spaces, and no wider than the frame, with the column of interest in view. */
function clip(text: string, from: number): Clipped {
  const whole = expand(text);
  if (widthOf(whole) <= WIDEST) return { text: whole, hidden: 0, lead: 0, shown: whole.length };
  const at = expand(text.slice(0, from)).length;
  const hidden = at < WIDEST - 40 ? 0 : at - 20;
  const lead = hidden === 0 ? 0 : 1;
  const part = whole.slice(hidden, hidden + WIDEST);
  return { text: `${lead === 0 ? "" : "…"}${part}${hidden + WIDEST < whole.length ? "…" : ""}`, hidden, lead, shown: part.length };
}

function caretsUnder(text: string, from: number, to: number, clipped: Clipped): string {
  const start = Math.max(0, expand(text.slice(0, Math.min(from, text.length))).length - clipped.hidden);
  const end = Math.min(clipped.shown, Math.max(0, expand(text.slice(0, Math.min(to, text.length))).length - clipped.hidden));
  const visible = expand(text).slice(clipped.hidden, clipped.hidden + clipped.shown);
  const space = widthOf(visible.slice(0, start)) + clipped.lead;
  // An empty span is a place between two characters: one caret.
  return `${" ".repeat(space)}${"^".repeat(Math.max(1, widthOf(visible.slice(start, Math.max(start, end)))))}`;
}

const expand = (text: string): string => text.replaceAll("\t", TAB);

/** Columns a terminal uses: two for East Asian and emoji, none for marks that combine. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mark}|\u200d/u.test(character)) continue;
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
      character,
    )
      ? 2
      : 1;
  }
  return width;
}
