/** The contract's fixtures: hand-written IR that means the same in the interpreter and on the real controller. */
import { ARTIFACTS } from "./artifacts.ts";
import { FAILURES } from "./failures.ts";
import { FAN_OUT } from "./fan-out.ts";
import { GLUE, GLUE_SOURCES } from "./glue.ts";
import { LOOPS } from "./loops.ts";
import { ORDER } from "./order.ts";
import type { Program } from "./program.ts";
import { STEP_SOURCES } from "./steps.ts";
import { VALUES } from "./values.ts";

export type { Program } from "./program.ts";

export const PROGRAMS: readonly Program[] = [...ORDER, ...FAILURES, ...LOOPS, ...FAN_OUT, ...ARTIFACTS, ...VALUES, ...GLUE];

/** The bundles of every component and piece of glue in them. */
export const SOURCES: readonly string[] = [...GLUE_SOURCES, ...STEP_SOURCES];
