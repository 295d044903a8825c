import { hasErrors, sortDiagnostics, type Severity } from "@dagwright/ir";
import type { ExitCode } from "../exit-code.ts";
import { openProjects } from "../project/open-project.ts";
import { rendered, seenFromHere } from "../project/show-diagnostics.ts";
import { noteLine, writeJson, writeOut } from "../stdio.ts";

export interface CheckOptions {
  readonly json?: boolean;
}

/** Prints everything that is wrong with some files, hints too. Data is the diagnostics; what they come to is a note. */
export async function check(files: readonly string[], options: CheckOptions): Promise<ExitCode> {
  const projects = await openProjects(files);
  const all = projects.flatMap(({ diagnostics }) => diagnostics);
  const failed = hasErrors(all);
  const names = projects.flatMap(({ pipelines }) => pipelines.map(({ name }) => name));
  const count = (severity: Severity): number => all.filter((one) => one.severity === severity).length;
  const counts = { errors: count("error"), warnings: count("warning"), hints: count("hint") };

  if (options.json === true) {
    for (const project of projects) {
      for (const one of sortDiagnostics(seenFromHere(project, project.diagnostics))) writeJson({ type: "diagnostic", ...one });
    }
    writeJson({ type: "check", status: failed ? "Failed" : "Succeeded", ...counts, pipelines: names });
  } else {
    const texts = projects.map((project) => rendered(project, project.diagnostics, ["error", "warning", "hint"]));
    writeOut(texts.filter((text) => text !== "").join("\n"));
    noteLine(`${failed ? "failed" : "ok"}: ${names.length === 0 ? "no pipeline" : names.join(", ")}${summary(counts)}`);
  }
  return failed ? 1 : 0;
}

function summary(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).flatMap(([what, number]) =>
    number === 0 ? [] : [`${number} ${number === 1 ? what.slice(0, -1) : what}`],
  );
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}
