/** The wrapper that runs inside a step: a finished file of the user's own `dagwright`, so that steps and types are of one version. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { NAME, sha256, type Digest } from "@dagwright/protocol";
import type { Diagnostic } from "@dagwright/ir";
import { project } from "../diagnostics/project.ts";

export const WRAPPER = `${NAME}/exec-bundle`;

export type WrapperResult = { readonly wrapper: { readonly digest: Digest; readonly code: string }; readonly diagnostics: readonly Diagnostic[] } | { readonly wrapper?: never; readonly diagnostics: readonly Diagnostic[] };

/** Found from the project's root, as an import in it would be. */
export function readWrapper(root: string): WrapperResult {
  try {
    const code = readFileSync(createRequire(`${root}/package.json`).resolve(WRAPPER), "utf8");
    return { wrapper: { digest: sha256(code), code }, diagnostics: [] };
  } catch {
    return { diagnostics: [project("DW0007", {}, { name: NAME, wanted: WRAPPER })] };
  }
}
