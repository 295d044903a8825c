import { isArtifactHandle, isJsonArray, isJsonObject, type Json } from "@dagwright/protocol";

const WIDEST = 100;

/** A metric for people: no more digits than one reads. `NaN` and `Infinity` as words. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value) || Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  return size >= 1e6 || size < 1e-4 ? value.toExponential(3) : String(Number(value.toPrecision(5)));
}

/** A value on one line: JSON, artifacts by kind and the beginning of their digest. */
export function formatValue(value: Json): string {
  const text = compact(value);
  return text.length <= WIDEST ? text : `${text.slice(0, WIDEST - 1)}…`;
}

function compact(value: Json): string {
  if (isArtifactHandle(value))
    return `${value.$artifact === "" ? "Artifact" : value.$artifact} ${value.key.replace(/^sha256\/([0-9a-f]{12})[0-9a-f]*/u, "$1")}`;
  if (isJsonArray(value)) return `[${value.map(compact).join(", ")}]`;
  if (isJsonObject(value))
    return Object.keys(value).length === 0
      ? "{}"
      : `{ ${Object.entries(value)
          .map(([name, member]) => `${name}: ${compact(member)}`)
          .join(", ")} }`;
  return JSON.stringify(value);
}

/** What JSON cannot hold stands as text, as everywhere else in the product. */
export const jsonNumber = (value: number): number | string => (Number.isFinite(value) ? value : String(value));
