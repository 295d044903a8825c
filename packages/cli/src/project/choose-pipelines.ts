import { nearest } from "@dagwright/ir";
import { UsageError } from "../usage-error.ts";
import type { CompiledPipeline, CompiledProject } from "./compiled.ts";

/**
 * The pipelines that stand for themselves: those that no other one calls, or the one that is asked for, which may also be one that is
 * called. Throws a `UsageError` when there is none.
 */
export function choosePipelines(projects: readonly Pick<CompiledProject, "pipelines">[], name?: string): readonly CompiledPipeline[] {
  const pipelines = projects.flatMap((project) => project.pipelines);
  if (pipelines.length === 0) {
    throw new UsageError(
      "there is no pipeline here",
      'declare one at module level: export default pipeline("name", async (input) => { … })',
    );
  }
  if (name === undefined) return projects.flatMap((project) => uncalled(project.pipelines));
  const named = pipelines.filter((one) => one.name === name);
  if (named.length > 0) return named;
  const holder = pipelines.find((one) => Object.hasOwn(one.document.pipelines, name));
  if (holder !== undefined) return [{ ...holder, name, isDefault: false, document: { ...holder.document, entry: name } }];
  const known = [...new Set(pipelines.flatMap((one) => Object.keys(one.document.pipelines)))];
  const { names, text } = nearest(name, known);
  throw new UsageError(`there is no pipeline ${name}${names.length > 0 ? text : `; there is ${known.join(", ")}`}`);
}

/** The one pipeline to run or draw: the only one, or the default export. Throws a `UsageError` when that does not decide. */
export function choosePipeline(projects: readonly Pick<CompiledProject, "pipelines">[], name?: string): CompiledPipeline {
  const chosen = choosePipelines(projects, name);
  const [only, ...others] = chosen;
  if (only !== undefined && others.length === 0) return only;
  const [preferred, ...rest] = chosen.filter((one) => one.isDefault);
  if (preferred !== undefined && rest.length === 0) return preferred;
  throw new UsageError(
    `there are several pipelines: ${chosen.map((one) => one.name).join(", ")}`,
    "choose one with --pipeline NAME, or export one as default",
  );
}

/** Within one project: what another file says of a pipeline of the same name is about another pipeline. */
function uncalled(pipelines: readonly CompiledPipeline[]): readonly CompiledPipeline[] {
  const called = new Set(pipelines.flatMap((one) => Object.keys(one.document.pipelines).filter((inner) => inner !== one.name)));
  return pipelines.filter((one) => !called.has(one.name));
}
