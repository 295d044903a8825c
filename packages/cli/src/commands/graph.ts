import { hasErrors } from "@dagwright/ir";
import type { ExitCode } from "../exit-code.ts";
import { mermaid } from "../graph/mermaid.ts";
import { choosePipeline } from "../project/choose-pipelines.ts";
import { openProjects, type OpenOptions } from "../project/open-project.ts";
import { rendered } from "../project/show-diagnostics.ts";
import { writeErr, writeOut } from "../stdio.ts";

export interface GraphOptions extends OpenOptions {
  readonly pipeline?: string;
}

/** Draws a pipeline: Mermaid text, for a README or mermaid.live. */
export async function graph(file: string, options: GraphOptions): Promise<ExitCode> {
  const projects = await openProjects([file], options);
  for (const project of projects) writeErr(rendered(project, project.diagnostics, ["error"]));
  if (projects.some(({ diagnostics }) => hasErrors(diagnostics))) return 1;
  const { document, name } = choosePipeline(projects, options.pipeline);
  writeOut(mermaid(document, name));
  return 0;
}
