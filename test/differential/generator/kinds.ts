/** All kinds of statements, the simplest first. */
import { APPROVALS } from "./approvals.ts";
import { BINDINGS } from "./bindings.ts";
import { CHOSEN } from "./chosen.ts";
import { CONTROL } from "./control.ts";
import { DATA } from "./data.ts";
import { LOOPS } from "./loops.ts";
import { PARALLEL } from "./parallel.ts";
import { PROMISES } from "./promises.ts";
import type { StatementKind } from "./writer.ts";

export const KINDS: readonly StatementKind[] = [
  ...BINDINGS,
  ...CONTROL,
  ...DATA,
  ...LOOPS,
  ...PARALLEL,
  ...PROMISES,
  ...CHOSEN,
  ...APPROVALS,
];
