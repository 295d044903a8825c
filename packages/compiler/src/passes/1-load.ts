/** Pass 1: opens the project by its entry files. TypeScript's own errors pass through as they are. */
import type { Diagnostic } from "@dagwright/ir";
import { project } from "../diagnostics/project.ts";
import type { Frontend } from "../frontend/frontend.ts";
import { openFrontend, type FrontendOptions } from "../frontend/ts-morph/index.ts";

export interface Loaded {
  readonly frontend: Frontend;
  readonly diagnostics: readonly Diagnostic[];
}

export const load = (options: FrontendOptions): Loaded => inspect(openFrontend(options));

/** The same for a project that is open already. */
export function inspect(frontend: Frontend): Loaded {
  const problems = frontend.problems();
  const typeErrors = frontend.typeErrors();
  const diagnostics = [...problems, ...typeErrors];
  const hasPipeline = frontend.declarations().some((declaration) => declaration.surface === "pipeline");
  // What TypeScript cannot read, such as an SDK that is not installed, may declare one. A file that is not there, or a pipeline that is
  // declared where it does not count, has been said already.
  const isExplained =
    typeErrors.length > 0 ||
    problems.some((problem) => problem.code === "DW0006") ||
    frontend.misplacedDeclarations().some((each) => each.surface === "pipeline");
  return {
    frontend,
    diagnostics: hasPipeline || isExplained ? diagnostics : [...diagnostics, project("DW0001", {}, { files: frontend.entries })],
  };
}
