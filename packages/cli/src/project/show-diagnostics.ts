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
  return diagnostics.map((one) => withFiles(one, (file) => fileSeenFrom(folder, root, file)));
}

/** A diagnostic with its files named otherwise. */
export const withFiles = (one: Diagnostic, named: (file: string) => string): Diagnostic => ({
  ...one,
  ...(one.span === undefined ? {} : { span: { ...one.span, file: named(one.span.file) } }),
  ...(one.related === undefined
    ? {}
    : { related: one.related.map((place) => ({ ...place, span: { ...place.span, file: named(place.span.file) } })) }),
});

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
