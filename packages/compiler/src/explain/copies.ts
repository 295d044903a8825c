/** What the copies of an expression came to, as one text. */
import type { Json } from "@dagwright/protocol";
import type { Note } from "./trace.ts";

const LONGEST = 60;

export function code(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ");
  const short = line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
  // A template brings its own.
  return short.startsWith("`") ? short : `\`${short}\``;
}

export const constants = (notes: readonly Note[]): string =>
  alike(notes.flatMap((note) => (note.kind === "constant" ? [code(printed(note.value))] : [])));

/** What the copies of an expression come to. */
export function alike(texts: readonly string[]): string {
  const [first = "", ...others] = new Set(texts);
  return others.length === 0 ? first : `${first}, and ${others.length} more in other copies`;
}

const printed = (value: Json | undefined): string => (value === undefined ? "undefined" : JSON.stringify(value));
