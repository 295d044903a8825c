import { readFileSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { renderDiagnostics, type Diagnostic, type Severity } from "@dagwright/ir";
import type { CompiledProject } from "./compiled.ts";

/** Diagnostics of a project with files as they are typed from here, so that a terminal can open them. */
export const seenFromHere = (project: Pick<CompiledProject, "root">, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  seenFrom(process.cwd(), project, diagnostics);

/** The same with files relative to some folder. */
export function seenFrom(
  folder: string,
  { root }: Pick<CompiledProject, "root">,
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  const here = (file: string): string => fileSeenFrom(folder, root, file);
  return diagnostics.map((one) => ({
    ...one,
    ...(one.span === undefined ? {} : { span: { ...one.span, file: here(one.span.file) } }),
    ...(one.related === undefined
      ? {}
      : { related: one.related.map((place) => ({ ...place, span: { ...place.span, file: here(place.span.file) } })) }),
  }));
}

/** The file of a span, relative to some folder. */
export const fileSeenFrom = (folder: string, root: string, file: string): string =>
  relative(folder, resolve(root, file)).split(sep).join("/");

/** Those of some severities as text, with the code they are about. */
export function rendered(
  project: Pick<CompiledProject, "root">,
  diagnostics: readonly Diagnostic[],
  severities: readonly Severity[],
): string {
  const shown = diagnostics.filter(({ severity }) => severities.includes(severity));
  return renderDiagnostics(seenFromHere(project, shown), sourceOf);
}

export function sourceOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // Hand-written IR names sources that need not be here.
    return undefined;
  }
}
