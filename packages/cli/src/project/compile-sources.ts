import type { CompiledProject } from "./compiled.ts";

/** Compiles TypeScript files of one project. */
export async function compileSources(root: string, files: readonly string[]): Promise<CompiledProject> {
  throw new Error(`${root} ${files.length}`);
}
