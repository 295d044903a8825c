import { compile } from "@dagwright/compiler";
import type { Span } from "@dagwright/protocol";
import type { Bundle, CompiledProject } from "./compiled.ts";

/** Compiles TypeScript files of one project. */
export async function compileSources(folder: string, files: readonly string[]): Promise<CompiledProject> {
  const { pipelines, diagnostics, frontend } = await compile({ entries: files, root: folder });
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
