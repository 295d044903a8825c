import { dirname } from "node:path";
import { CompileCache } from "../cache/compile-cache.ts";
import { keepCompiledCode } from "../cache/keep-compiled-code.ts";
import type { CompiledProject } from "./compiled.ts";
import { findFiles, type TypedFile } from "./find-files.ts";
import { homeOf, projectRoot } from "./root.ts";

export interface OpenOptions {
  /** Whether to use, and to keep, what was compiled before; so unless told. */
  readonly cache?: boolean;
  /** Whether to tell what only sources tell, which is not kept. */
  readonly explain?: boolean;
}

/** Compiles files, those of one project together, and reads what is compiled already. Throws a `UsageError` for files that are not there. */
export async function openProjects(
  typed: readonly TypedFile[],
  { cache = true, explain = false }: OpenOptions = {},
): Promise<readonly CompiledProject[]> {
  const files = findFiles(typed);
  const sources = Map.groupBy(
    files.filter(({ kind }) => kind === "source"),
    ({ path }) => projectRoot(dirname(path)),
  );
  const projects: CompiledProject[] = [];
  for (const { path } of files.filter(({ kind }) => kind === "ir")) projects.push((await import("./read-ir.ts")).readIr(path));
  for (const [root, group] of sources) {
    const paths = group.map(({ path }) => path);
    projects.push(await (explain ? explainNow(root, paths) : cache ? compiledBefore(root, paths) : compileNow(root, paths)));
  }
  return projects;
}

async function compiledBefore(root: string, files: readonly string[]): Promise<CompiledProject> {
  const cache = new CompileCache(root, files);
  const known = cache.read();
  if (known !== undefined) return known;
  keepCompiledCode(homeOf(root));
  return compileNow(root, files, cache);
}

async function explainNow(root: string, files: readonly string[]): Promise<CompiledProject> {
  const { explainSources } = await import("./compile-sources.ts");
  return explainSources(root, files);
}

async function compileNow(root: string, files: readonly string[], cache?: CompileCache): Promise<CompiledProject> {
  // Only here, so that a result that is known already needs no compiler.
  const { compileSources } = await import("./compile-sources.ts");
  return compileSources(root, files, cache);
}
