import type { Json } from "./json.ts";

/**
 * JSON text that passes unchanged through Argo (which evaluates `{{…}}` in any value) and Kubernetes (which expands `$(VAR)` and `$$`).
 * In JSON both can stand only inside strings, where an escape means the same.
 */
export const toParameterText = (value: Json): string => escapeParameterText(JSON.stringify(value));

/** The same for text that is JSON already. */
export const escapeParameterText = (json: string): string =>
  json
    .replaceAll("{{", "{\\u007b")
    .replaceAll("$", "\\u0024")
    // YAML 1.1, which Kubernetes reads, takes some of these for line ends and swallows the blanks beside them. Argo writes those beyond
    // the first plane that its Unicode does not know as `\U000fffff` into JSON, and refuses its own text.
    .replaceAll(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff\u{10000}-\u{10ffff}]/gu, escapedUnits);

const escapedUnits = (character: string): string =>
  Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`).join("");
