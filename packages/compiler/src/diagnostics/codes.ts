import type { Severity } from "@dagwright/ir";
import { body } from "./body.ts";
import { bundling } from "./bundling.ts";
import { declared } from "./interface.ts";
import { project } from "./project.ts";

/** Every code of the compiler's tables. */
export const compilerCodes: readonly { readonly code: string; readonly severity: Severity }[] = [project, declared, bundling, body].flatMap(
  ({ codes }) => codes,
);
