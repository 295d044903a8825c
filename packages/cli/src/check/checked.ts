import { hasErrors, type Diagnostic, type Severity } from "@dagwright/ir";
import type { CompiledProject } from "../project/compiled.ts";

/** What a check of some files came to, before anybody has chosen a form for it. */
export interface Checked {
  /** As they were typed. */
  readonly files: readonly string[];
  readonly projects: readonly CompiledProject[];
}

export const diagnosticsOf = ({ projects }: Checked): readonly Diagnostic[] => projects.flatMap(({ diagnostics }) => diagnostics);

export const hasFailed = (checked: Checked): boolean => hasErrors(diagnosticsOf(checked));

export const pipelinesOf = ({ projects }: Checked): readonly string[] =>
  projects.flatMap(({ pipelines }) => pipelines.map(({ name }) => name));

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly hints: number;
}

export function countsOf(checked: Checked): Counts {
  const all = diagnosticsOf(checked);
  const count = (severity: Severity): number => all.filter((one) => one.severity === severity).length;
  return { errors: count("error"), warnings: count("warning"), hints: count("hint") };
}
