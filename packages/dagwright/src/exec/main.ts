/** The module a step's process starts with. Importing it runs the step. */
import { runStep } from "./run-step.ts";

process.setSourceMapsEnabled(true);
// The user's code may leave timers or sockets behind; the step is over when its function is.
process.exit(await runStep(process.env));
