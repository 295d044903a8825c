import { compile, type CompileOptions } from "@dagwright/compiler";
import { Disk } from "@dagwright/compiler/disk";
import type { Explanation } from "@dagwright/ir";
import type { Span } from "@dagwright/protocol";
import type { CompileCache } from "../cache/compile-cache.ts";
import { noteOwnCode } from "../cache/note-own-code.ts";
import type { Bundle, CompiledProject } from "./compiled.ts";

/** Compiles TypeScript files of one project, and tells what only their source tells. */
export async function explainSources(folder: string, files: readonly string[]): Promise<CompiledProject> {
  const explanations = new Map<string, readonly Explanation[]>();
  const onExplained = (pipeline: string, explained: readonly Explanation[]): void => void explanations.set(pipeline, explained);
  return { ...(await compileEntries({ entries: files, root: folder, onExplained })), explanations };
}

/** Compiles TypeScript files of one project, and keeps the result where it is told to. */
export async function compileSources(folder: string, files: readonly string[], cache?: CompileCache): Promise<CompiledProject> {
  const disk = new Disk();
  const project = await compileEntries({ entries: files, root: folder, disk });
  if (cache === undefined) return project;
  noteOwnCode(disk);
  const seen = disk.seen();
  return seen === undefined ? project : cache.write(project, seen);
}

export async function compileEntries(options: CompileOptions): Promise<CompiledProject> {
  const { pipelines, diagnostics, frontend } = await compile(options);
  // Links followed; what spans are relative to.
  const { root, entries } = frontend;
  const defaults = new Set(
    frontend.declarations().flatMap(({ isDefault, file, span }) => (isDefault && entries.includes(file) ? [placeOf(span)] : [])),
  );
  return {
    root,
    diagnostics,
    pipelines: pipelines.map(({ name, document, bundles }) => {
      const span = document.pipelines[name]?.span;
      return {
        name,
        root,
        document,
        isDefault: span !== undefined && defaults.has(placeOf(span)),
        bundles: new Map(bundles.map(({ digest, ...code }) => [digest, bundleOf(code)])),
      };
    }),
  };
}

function bundleOf({ code, map, mapFile }: { readonly code: string; readonly map?: string; readonly mapFile?: string }): Bundle {
  return {
    code: Buffer.from(code),
    ...(map === undefined || mapFile === undefined ? {} : { map: { file: mapFile, bytes: Buffer.from(map) } }),
  };
}

const placeOf = ({ file, start }: Span): string => `${file}:${start.join(":")}`;
