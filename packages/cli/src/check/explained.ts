/** What became of the bodies of all pipelines that some files come to, each told once. */
import { explain, type Explanation } from "@dagwright/ir";
import type { CompiledProject } from "../project/compiled.ts";
import { fileSeenFrom } from "../project/show-diagnostics.ts";
import type { Checked } from "./checked.ts";

export interface ExplainedPipeline {
  readonly pipeline: string;
  /** In source order; files are relative to the working folder. */
  readonly explanations: readonly Explanation[];
}

export const explained = ({ projects }: Checked): readonly ExplainedPipeline[] => projects.flatMap(explainedProject);

/** Those that were asked for, then those that they call. */
function explainedProject({ root, pipelines, explanations }: CompiledProject): readonly ExplainedPipeline[] {
  const found = new Map<string, ExplainedPipeline>();
  const wanted = [
    ...pipelines.map(({ document, name }) => [document, name] as const),
    ...pipelines.flatMap(({ document }) => Object.keys(document.pipelines).map((name) => [document, name] as const)),
  ];
  for (const [document, name] of wanted) {
    const pipeline = document.pipelines[name];
    if (pipeline === undefined || found.has(name)) continue;
    found.set(name, {
      pipeline: name,
      explanations: explain(document, pipeline, explanations?.get(name)).map((one) => ({
        ...one,
        span: { ...one.span, file: fileSeenFrom(process.cwd(), root, one.span.file) },
      })),
    });
  }
  return [...found.values()];
}
