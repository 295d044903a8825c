import type { Diagnostic } from "@dagwright/ir";
import { project } from "../../diagnostics/project.ts";
import type { Context } from "./context.ts";
import { SURFACE_PACKAGE } from "./surface-names.ts";

/** Two copies of the surface in one program have different types, and a step of one is none of the other. */
export function surfaceCopies(context: Context): readonly Diagnostic[] {
  const copies = new Map<string, string>();
  for (const file of context.program.getSourceFiles()) {
    const found = context.packageOf(file);
    if (found?.name === SURFACE_PACKAGE) copies.set(found.folder, `${context.relativeName(found.folder)} (${found.version})`);
  }
  return copies.size < 2 ? [] : [project("DW0004", {}, { name: SURFACE_PACKAGE, folders: [...copies.values()].toSorted() })];
}
