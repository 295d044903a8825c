/** The wrapper that runs inside a step: a finished file of the user's own `dagwright`, so that steps and types are of one version. */
import { dirname, join } from "node:path";
import { NAME, sha256, type Digest } from "@dagwright/protocol";
import type { Diagnostic } from "@dagwright/ir";
import { project } from "../diagnostics/project.ts";
import type { Disk } from "../disk/disk.ts";
import { readJson } from "../package-folder.ts";

const SUBPATH = "./exec-bundle";
export const WRAPPER = `${NAME}/exec-bundle`;

export type WrapperResult =
  | { readonly wrapper: { readonly digest: Digest; readonly code: string }; readonly diagnostics: readonly Diagnostic[] }
  | { readonly wrapper?: never; readonly diagnostics: readonly Diagnostic[] };

/** Found from the project's root as an import in it would be. Not by Node's own resolver: that one also looks where the environment says. */
export function readWrapper(root: string, disk: Disk): WrapperResult {
  const file = wrapperFile(root, disk);
  const code = file === undefined ? undefined : disk.text(file);
  if (code === undefined) return { diagnostics: [project("DW0007", {}, { name: NAME, wanted: WRAPPER })] };
  return { wrapper: { digest: sha256(code), code }, diagnostics: [] };
}

function wrapperFile(root: string, disk: Disk): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const installed = join(folder, "node_modules", NAME);
    if (disk.exists(join(installed, "package.json"))) {
      const exported = exportedFile(installed, disk);
      return exported !== undefined && disk.exists(exported) ? exported : undefined;
    }
    if (dirname(folder) === folder) return undefined;
  }
}

function exportedFile(folder: string, disk: Disk): string | undefined {
  const real = disk.realName(folder);
  const exports = readJson(disk, join(real, "package.json"))?.["exports"];
  const target: unknown =
    typeof exports === "object" && exports !== null ? Object.entries(exports).find(([name]) => name === SUBPATH)?.[1] : undefined;
  const file: unknown = typeof target === "object" && target !== null && "default" in target ? target.default : target;
  return typeof file === "string" ? join(real, file) : undefined;
}
