/** The pages of `docs/diagnostics`, as they come with the command: the build lays them beside the code. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Page {
  readonly code: string;
  /** What the code is about, in a few words. */
  readonly title: string;
  /** The first paragraph under `Why`. */
  readonly why: string;
  readonly markdown: string;
}

const PLACES = [join(import.meta.dirname, "../diagnostics"), join(import.meta.dirname, "../../../../docs/diagnostics")];
const folder = (): string | undefined => PLACES.find((place) => existsSync(place));

export function readPage(code: string): Page | undefined {
  const place = folder();
  const file = place === undefined ? undefined : join(place, `${code}.md`);
  if (file === undefined || !/^DW\d+$/u.test(code) || !existsSync(file)) return undefined;
  const markdown = readFileSync(file, "utf8");
  const title = /^# DW\d+: (?<title>.+)$/mu.exec(markdown)?.groups?.["title"] ?? code;
  const why = /^## Why\n+(?<why>[^#]+?)(?:\n\n|\n#|$)/mu.exec(markdown)?.groups?.["why"] ?? title;
  return { code, title, why: why.replaceAll("\n", " "), markdown };
}

/** Every code that has a page. */
export function knownCodes(): readonly string[] {
  const place = folder();
  if (place === undefined) return [];
  return readdirSync(place)
    .flatMap((file) => /^(?<code>DW\d+)\.md$/u.exec(file)?.groups?.["code"] ?? [])
    .toSorted();
}
