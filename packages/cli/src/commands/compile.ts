import { join } from "node:path";
import { hasErrors } from "@dagwright/ir";
import { loweredBefore } from "../cache/lowered-cache.ts";
import type { Lowered, OutputFile } from "../compile/output-file.ts";
import { staleFiles } from "../compile/stale-files.ts";
import type { ExitCode } from "../exit-code.ts";
import { choosePipelines } from "../project/choose-pipelines.ts";
import type { CompiledPipeline, CompiledProject } from "../project/compiled.ts";
import { openProjects, type OpenOptions } from "../project/open-project.ts";
import { rendered } from "../project/show-diagnostics.ts";
import { noteLine, writeErr, writeOut } from "../stdio.ts";
import { UsageError } from "../usage-error.ts";
import { writeWhenChanged } from "../write-file.ts";

export interface CompileOptions extends OpenOptions {
  readonly target: "argo" | "ir";
  readonly output: string;
  readonly check?: boolean;
  readonly pipeline?: string;
  readonly image?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly kind?: "Workflow" | "WorkflowTemplate";
}

/** Compiles to files; with `--check`, says instead how those that are there differ. */
export async function compile(typed: readonly string[], options: CompileOptions): Promise<ExitCode> {
  refuseSenseless(options);
  const projects = await openProjects(typed, options);
  if (!report(projects)) return 1;

  const chosen = choosePipelines(projects, options.pipeline);
  if (options.name !== undefined && chosen.length > 1) {
    throw new UsageError(
      `--name is for one pipeline, and there are ${chosen.map(({ name }) => name).join(", ")}`,
      "choose one with --pipeline NAME",
    );
  }
  const files = new Map<string, OutputFile>();
  let refused = false;
  for (const pipeline of chosen) {
    const lowered = await loweredBefore(pipeline, settingsOf(options), () => filesOf(pipeline, options));
    writeErr(rendered(pipeline, lowered.diagnostics, ["error", "warning"]));
    refused ||= hasErrors(lowered.diagnostics);
    for (const file of lowered.files) {
      const other = files.get(file.name);
      if (other !== undefined && !Buffer.from(other.bytes).equals(file.bytes)) {
        throw new UsageError(
          `two pipelines would both be written to ${file.name}`,
          "choose one with --pipeline NAME, or give each its own -o DIR",
        );
      }
      files.set(file.name, file);
    }
  }
  if (refused) return 1;
  return deliver([...files.values()], options);
}

function deliver(files: readonly OutputFile[], { output, check, target }: CompileOptions): ExitCode {
  if (output === "-") {
    const manifests = files.filter(({ kind }) => kind === "manifest").map(({ bytes }) => Buffer.from(bytes).toString("utf8"));
    if (target === "ir" && manifests.length > 1) {
      throw new UsageError(`stdout takes the IR of one pipeline, and there are ${manifests.length}`, "choose one with --pipeline NAME");
    }
    writeOut(manifests.join("---\n"));
    return 0;
  }
  if (check === true) {
    const stale = staleFiles(output, files);
    for (const text of stale) writeOut(text);
    noteLine(
      stale.length === 0
        ? `up to date: ${shown(files, output)}`
        : `out of date: ${stale.length} of ${files.length} files; run the same command without --check`,
    );
    return stale.length === 0 ? 0 : 1;
  }
  for (const file of files.filter(({ kind }) => kind === "code")) writeWhenChanged(join(output, file.name), file.bytes);
  // Last, so that a manifest never names code that is not there yet.
  for (const file of files.filter(({ kind }) => kind === "manifest")) {
    const path = join(output, file.name);
    noteLine(`${writeWhenChanged(path, file.bytes) ? "wrote" : "unchanged"} ${path}`);
  }
  return 0;
}

const shown = (files: readonly OutputFile[], folder: string): string =>
  files
    .filter(({ kind }) => kind === "manifest")
    .map(({ name }) => join(folder, name))
    .join(", ");

/** All options that what is made depends on. */
const settingsOf = ({ target, image, name, namespace, kind }: CompileOptions): string =>
  JSON.stringify({ target, image, name, namespace, kind });

async function filesOf(pipeline: CompiledPipeline, { target, image, name, namespace, kind }: CompileOptions): Promise<Lowered> {
  switch (target) {
    case "ir": {
      const { toIr } = await import("../compile/to-ir.ts");
      return { files: toIr(pipeline), diagnostics: [] };
    }
    case "argo": {
      const { toArgo } = await import("../compile/to-argo.ts");
      return toArgo(pipeline, {
        ...(image === undefined ? {} : { image }),
        ...(name === undefined ? {} : { name }),
        ...(namespace === undefined ? {} : { namespace }),
        ...(kind === undefined ? {} : { kind }),
      });
    }
  }
}

/** Whether there is anything to go on with. */
function report(projects: readonly CompiledProject[]): boolean {
  for (const project of projects) writeErr(rendered(project, project.diagnostics, ["error", "warning"]));
  return !projects.some(({ diagnostics }) => hasErrors(diagnostics));
}

function refuseSenseless({ target, output, check, image, name, namespace, kind }: CompileOptions): void {
  if (check === true && output === "-") throw new UsageError("--check compares with files, and -o - names none", "give the folder: -o DIR");
  const argoOnly = Object.entries({ image, name, namespace, kind }).flatMap(([option, value]) =>
    value === undefined ? [] : [`--${option}`],
  );
  if (target === "ir" && argoOnly.length > 0) {
    throw new UsageError(
      `${argoOnly.join(", ")} ${argoOnly.length === 1 ? "is" : "are"} for --target argo: the IR does not depend on where it runs`,
    );
  }
}
