import { hasErrors } from "@dagwright/ir";
import { compare, type PipelineDifference } from "../diff/compare.ts";
import { asMarkdown } from "../diff/markdown.ts";
import { checkOut } from "../diff/revision.ts";
import { sidesOf, type Side } from "../diff/sides.ts";
import { asText } from "../diff/text.ts";
import type { ExitCode } from "../exit-code.ts";
import { choosePipelines } from "../project/choose-pipelines.ts";
import type { CompiledPipeline } from "../project/compiled.ts";
import { openProjects, type OpenOptions } from "../project/open-project.ts";
import { rendered } from "../project/show-diagnostics.ts";
import { noteLine, writeErr, writeJson, writeOut } from "../stdio.ts";

export interface DiffOptions extends OpenOptions {
  readonly format: "text" | "json" | "markdown";
  readonly pipeline?: string;
}

/** Says what two versions of a file's pipelines mean differently. 0 nothing, 1 something, 2 one of them could not be read. */
export async function diff(words: readonly string[], options: DiffOptions): Promise<ExitCode> {
  const [before, after] = sidesOf(words);
  const was = await pipelinesOf(before, options);
  const is = await pipelinesOf(after, options);
  if (was === undefined || is === undefined) return 2;
  const differences = compare(was, is);
  show(differences, before, after, options);
  return differences.length === 0 ? 0 : 1;
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

/** Undefined when something is wrong with the side, which has been said. */
async function pipelinesOf(side: Side, options: DiffOptions): Promise<readonly CompiledPipeline[] | undefined> {
  if (side.revision === undefined) return read(side.file, side, options);
  const checkedOut = checkOut(side.revision, side.file);
  try {
    // The folder goes when all is read: nothing is worth keeping.
    return await read(checkedOut.pathOf(side.file), side, { ...options, cache: false });
  } finally {
    checkedOut.remove();
  }
}

async function read(path: string, side: Side, { pipeline, cache }: DiffOptions): Promise<readonly CompiledPipeline[] | undefined> {
  const projects = await openProjects([path], cache === undefined ? {} : { cache });
  if (projects.some(({ diagnostics }) => hasErrors(diagnostics))) {
    for (const project of projects) writeErr(rendered(project, project.diagnostics, ["error"]));
    noteLine(`failed: ${side.title} does not compile`);
    return undefined;
  }
  return choosePipelines(projects, pipeline);
}
