/** The name that a declaration is given in its source: nothing tells it at run time. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { CallSite } from "./call-site.ts";

const FRAME = /^(?:at )?(?:.*\()?(?<file>[^()]*?):(?<line>\d+):(?<column>\d+)\)?$/u;
const NAME = String.raw`(?<name>[\p{ID_Start}$_][\p{ID_Continue}$]*)`;
/** What may stand between the equals sign and the call's position: a namespace, or what a transform puts around the function. */
const CALLEE = String.raw`=\s*[\p{ID_Continue}$.(), ]*$`;
const ASSIGNED = new RegExp(String.raw`(?:\b(?:const|let|var)\s+|,\s*)${NAME}\s*${CALLEE}`, "u");
const ASSIGNED_WITH_TYPE = new RegExp(String.raw`\b(?:const|let|var)\s+${NAME}\s*:(?:(?!\b(?:const|let|var)\b).)*${CALLEE}`, "su");
const DEFAULT = /\bexport\s+default\s+[\p{ID_Continue}$.(), ]*$/u;
const COMMENT = /\/\*.*?\*\/|\/\/[^\n]*/gsu;
/** A declaration that is broken into lines begins not far above. */
const LINES_ABOVE = 3;

/**
 * `evaluate` for `export const evaluate = component(…)`, the file's name for `export default component(…)`; else `fallback`.
 * A stack's position is that of the user's file, by source maps where code was changed.
 */
export function declaredName(site: CallSite, fallback: string): string {
  const { file, line, column } = FRAME.exec(site.frame())?.groups ?? {};
  if (file === undefined || line === undefined || column === undefined) return fallback;
  const path = pathOf(file);
  const lines = path === undefined ? undefined : linesOf(path);
  if (path === undefined || lines === undefined) return fallback;
  const row = Number(line) - 1;
  const before = [...lines.slice(Math.max(0, row - LINES_ABOVE), row), (lines[row] ?? "").slice(0, Number(column) - 1)]
    .join("\n")
    .replaceAll(COMMENT, "");
  const name = (ASSIGNED.exec(before) ?? ASSIGNED_WITH_TYPE.exec(before))?.groups?.["name"];
  if (name !== undefined) return name;
  return DEFAULT.test(before) ? basename(path).replace(/\.[cm]?[jt]sx?$/u, "") : fallback;
}

function pathOf(file: string): string | undefined {
  const [bare = ""] = file.split("?");
  if (!bare.startsWith("file:")) return bare === "" || bare.includes("://") ? undefined : bare;
  try {
    return fileURLToPath(bare);
  } catch {
    return undefined;
  }
}

function linesOf(path: string): readonly string[] | undefined {
  try {
    return readFileSync(path, "utf8").split(/\r?\n/u);
  } catch {
    return undefined;
  }
}
