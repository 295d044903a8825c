import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { hasErrors, renderDiagnostics } from "@dagwright/ir";
import { compare, type PipelineDifference } from "../diff/compare.ts";
import { asMarkdown } from "../diff/markdown.ts";
import { checkOut } from "../diff/revision.ts";
import { sidesOf, type Side } from "../diff/sides.ts";
import { asText } from "../diff/text.ts";
import type { ExitCode } from "../exit-code.ts";
import { choosePipelines } from "../project/choose-pipelines.ts";
import type { CompiledPipeline, CompiledProject } from "../project/compiled.ts";
import { openProjects, type OpenOptions } from "../project/open-project.ts";
import { rendered, seenFrom, sourceOf, withFiles } from "../project/show-diagnostics.ts";
import { reportFailure } from "../report-failure.ts";
import { noteLine, writeErr, writeJson, writeOut } from "../stdio.ts";
import { UsageError } from "../usage-error.ts";

export interface DiffOptions extends OpenOptions {
  readonly format: "text" | "json" | "markdown";
  readonly pipeline?: string;
}

/** Says what two versions of a file's pipelines mean differently. 0 nothing, 1 something, 2 one of them could not be read. */
export async function diff(words: readonly string[], options: DiffOptions): Promise<ExitCode> {
  try {
    return await diffSides(words, options);
  } catch (error) {
    // Whatever the cause: 1 means that something is different.
    reportFailure(error);
    return 2;
  }
}

async function diffSides(words: readonly string[], options: DiffOptions): Promise<ExitCode> {
  const [before, after] = sidesOf(words);
  const was = await readSide(before, options);
  const is = await readSide(after, options);
  if (was === "absent" && (is === "absent" || before.file !== after.file)) throw absent(before);
  if (is === "absent" && before.file !== after.file) throw absent(after);
  if (was === "absent" && is !== "failed")
    noteLine(`${before.revision} has no file ${before.file}: all in it is new (renamed? dagwright diff ${before.revision}:OLD NEW)`);
  if (is === "absent" && was !== "failed") noteLine(`${missing(after)}: all that was in it is gone`);
  if (was === "failed" || is === "failed") return 2;
  const differences = compare(...chosen(was === "absent" ? [] : was, is === "absent" ? [] : is, options.pipeline));
  show(differences, before, after, options);
  return differences.length === 0 ? 0 : 1;
}

const missing = ({ revision, file }: Side): string =>
  revision === undefined ? `there is no file ${file}` : `${revision} has no file ${file}`;
const absent = (side: Side): UsageError => new UsageError(missing(side));

type Projects = readonly CompiledProject[];

/** What is compared; a pipeline that is asked for may be on one side only. */
function chosen(
  was: Projects,
  is: Projects,
  name: string | undefined,
): readonly [was: readonly CompiledPipeline[], is: readonly CompiledPipeline[]] {
  const isThere = (project: CompiledProject): boolean =>
    project.pipelines.some((one) => name === undefined || Object.hasOwn(one.document.pipelines, name));
  if (name !== undefined && ![...was, ...is].some(isThere)) choosePipelines([...was, ...is], name);
  const of = (side: Projects): readonly CompiledPipeline[] => (side.some(isThere) ? choosePipelines(side, name) : []);
  return [of(was), of(is)];
}

function show(differences: readonly PipelineDifference[], before: Side, after: Side, { format }: DiffOptions): void {
  switch (format) {
    case "text":
      writeOut(asText(differences));
      if (differences.length === 0) noteLine(`no pipeline differs between ${before.title} and ${after.title}`);
      return;
    case "markdown":
      return writeOut(asMarkdown(differences, before.title, after.title));
    case "json":
      return writeJson({ type: "diff", before: before.title, after: after.title, equal: differences.length === 0, pipelines: differences });
  }
}

/** The projects of a side; `failed` when something is wrong with it, which has been said. */
async function readSide(side: Side, options: DiffOptions): Promise<Projects | "absent" | "failed"> {
  const cache = options.cache === undefined ? {} : { cache: options.cache };
  if (side.revision === undefined) return existsSync(side.file) ? read(side.file, side, cache) : "absent";
  const checkedOut = checkOut(side.revision, side.file);
  try {
    const path = checkedOut.pathOf(side.file);
    if (path === undefined) return "absent";
    // The folder goes when all is read: nothing is worth keeping.
    return await read(path, side, { cache: false }, checkedOut.tree);
  } finally {
    checkedOut.remove();
  }
}

/** `tree` is the folder of a revision. */
async function read(path: string, side: Side, options: OpenOptions, tree?: string): Promise<Projects | "failed"> {
  const projects = await openProjects([{ typed: side.title, path: resolve(path) }], options);
  if (!projects.some(({ diagnostics }) => hasErrors(diagnostics))) return projects;
  for (const project of projects) {
    if (tree === undefined) writeErr(rendered(project, project.diagnostics, ["error"]));
    else writeErr(renderedOfRevision(project, tree, side.revision ?? ""));
  }
  noteLine(`failed: ${side.title} does not compile`);
  return "failed";
}

/** With files as git names them: those of the folder are gone when this is read. */
function renderedOfRevision(project: CompiledProject, tree: string, revision: string): string {
  const errors = project.diagnostics.filter(({ severity }) => severity === "error");
  const renamed = seenFrom(tree, project, errors).map((one) => withFiles(one, (file) => `${revision}:${file}`));
  const text = renderDiagnostics(renamed, (file) => sourceOf(join(tree, file.slice(revision.length + 1))));
  return text.replaceAll(`${tree}/`, `${revision}:`);
}
