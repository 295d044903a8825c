/** Takes out of esbuild's output what names modules: comment lines in the code, prefixes in the map. */
import { NAMESPACE } from "./plugin.ts";

const NAME_COMMENT = `// ${NAMESPACE}:`;

/** The code without the comments that name modules, and the numbers of the removed lines. */
export function tidyCode(code: string): { readonly code: string; readonly removed: ReadonlySet<number> } {
  const removed = new Set<number>();
  const kept = code.split("\n").filter((line, index) => {
    // Two blanks in front: esbuild indents the comment inside the function of a CommonJS module.
    const isName = line.trimStart().startsWith(NAME_COMMENT);
    if (isName) removed.add(index);
    return !isName;
  });
  // The prefix that CommonJS modules are registered under.
  return { code: kept.join("\n").replaceAll(new RegExp(`^(\\s*)"${NAMESPACE}:`, "gmu"), '$1"'), removed };
}

/** The map of the tidied code. Removed lines map nothing, so the relative positions behind them stay right. */
export function tidyMap(map: string, removed: ReadonlySet<number>, file: string): string {
  const parsed: unknown = JSON.parse(map);
  if (typeof parsed !== "object" || parsed === null || !("mappings" in parsed) || !("sources" in parsed))
    throw new TypeError("the bundler gave no source map");
  const { mappings, sources } = parsed;
  if (typeof mappings !== "string" || !Array.isArray(sources)) throw new TypeError("the bundler gave no source map");
  const lines = mappings.split(";").filter((_, index) => !removed.has(index));
  return JSON.stringify({
    version: 3,
    file: file.replace(/\.map$/u, ""),
    sources: sources.map((source) => sourceName(String(source))),
    names: [],
    mappings: lines.join(";"),
  });
}

// Glue's own map says `source:`; a slice's synthetic modules say what they were made from after `#`.
const sourceName = (source: string): string =>
  source
    .replace(new RegExp(`^(?:${NAMESPACE}:)`, "u"), "")
    .replace(/^.*source:/u, "")
    .replace(/#\w+$/u, "");
