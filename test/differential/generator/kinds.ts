/** All kinds of statements, the simplest first. */
import { BINDINGS } from "./bindings.ts";
import { CONTROL } from "./control.ts";
import { DATA } from "./data.ts";
import { LOOPS } from "./loops.ts";
import { PARALLEL } from "./parallel.ts";
import type { StatementKind } from "./writer.ts";

export const KINDS: readonly StatementKind[] = [...BINDINGS, ...CONTROL, ...DATA, ...LOOPS, ...PARALLEL];
