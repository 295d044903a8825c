import { dirname } from "node:path";
import type { CompiledProject } from "./compiled.ts";
import { findFiles } from "./find-files.ts";
import { readIr } from "./read-ir.ts";
import { projectRoot } from "./root.ts";

/** Compiles files, those of one project together, and reads what is compiled already. Throws a `UsageError` for files that are not there. */
export async function openProjects(typed: readonly string[]): Promise<readonly CompiledProject[]> {
  const files = findFiles(typed);
  const sources = Map.groupBy(
    files.filter(({ kind }) => kind === "source"),
    ({ path }) => projectRoot(dirname(path)),
  );
  const projects = files.filter(({ kind }) => kind === "ir").map(({ path }) => readIr(path));
  if (sources.size === 0) return projects;
  const { compileSources } = await import("./compile-sources.ts");
  for (const [root, group] of sources) {
    projects.push(
      await compileSources(
        root,
        group.map(({ path }) => path),
      ),
    );
  }
  return projects;
}
