import { sortDiagnostics } from "@dagwright/ir";
import { NAME } from "@dagwright/protocol";
import { countsOf, diagnosticsOf, hasFailed, pipelinesOf, type Checked, type Counts } from "../check/checked.ts";
import type { Format } from "../check/format-names.ts";
import { explained } from "../check/explained.ts";
import { formatted } from "../check/formats.ts";
import type { ExitCode } from "../exit-code.ts";
import { openProjects, type OpenOptions } from "../project/open-project.ts";
import { noteLine, writeOut } from "../stdio.ts";
import { UsageError } from "../usage-error.ts";

export interface CheckOptions extends OpenOptions {
  readonly format?: Format;
  /** The same as the format of that name; all commands that have JSON have it. */
  readonly json?: boolean;
  /** Checks again after every change. */
  readonly watch?: boolean;
}

/** Prints everything that is wrong with some files, hints too. Data is the diagnostics; what they come to is a note. */
export async function check(files: readonly string[], options: CheckOptions): Promise<ExitCode> {
  const format = formatOf(options);
  if (options.watch === true) {
    if (options.explain === true) throw new UsageError("--explain is told once, and --watch goes on");
    const { watchFiles } = await import("../check/watch.ts");
    return watchFiles(files, options.cache !== false, (checked, milliseconds) => {
      writeOut(formatted(format, checked));
      if (format !== "json") note(checked);
      noteLine(`checked in ${milliseconds.toFixed(0)} ms; waiting for changes`);
    });
  }
  if (options.explain === true && format !== "text" && format !== "json")
    throw new UsageError(`--explain is told as text or json, and --format ${format} is asked for`);
  const checked: Checked = { files, projects: await openProjects(files, options) };
  writeOut(formatted(format, checked, options.explain === true ? explained(checked) : []));
  if (format !== "json") note(checked);
  return hasFailed(checked) ? 1 : 0;
}

function formatOf({ format, json }: CheckOptions): Format {
  if (json !== true) return format ?? "text";
  if (format !== undefined && format !== "json") throw new UsageError(`--json is --format json, and --format ${format} is asked for, too`);
  return "json";
}

function note(checked: Checked): void {
  const counts = summary(countsOf(checked));
  // Where something is wrong nobody knows yet which pipelines there are.
  if (hasFailed(checked)) noteLine(`failed: ${counts}`);
  else noteLine(`ok: ${pipelinesOf(checked).join(", ")}${counts === "" ? "" : ` (${counts})`}`);
  // Not in each message: who knows the code needs no page.
  const first = sortDiagnostics(diagnosticsOf(checked)).find(({ severity }) => severity === "error");
  if (first !== undefined) noteLine(`${NAME} explain ${first.code} tells why, with an example`);
}

function summary(counts: Counts): string {
  const parts = Object.entries(counts).flatMap(([what, number]) =>
    number === 0 ? [] : [`${number} ${number === 1 ? what.slice(0, -1) : what}`],
  );
  return parts.join(", ");
}
