/** The module a step's process starts with. Importing it runs the step. */
import { RUNTIME_SYMBOL } from "@dagwright/protocol";
import * as surface from "../index.ts";
import { runStep } from "./run-step.ts";

// Users' bundles find the surface here instead of carrying it, so that its version is not part of what they are.
Object.assign(globalThis, { [Symbol.for(RUNTIME_SYMBOL)]: surface });
process.setSourceMapsEnabled(true);
const code = await runStep(process.env);
// A pipe takes what was written only bit by bit, and exiting drops the rest.
const drained = (stream: NodeJS.WriteStream): Promise<void> => new Promise((done) => stream.write("", () => done()));
await Promise.all([drained(process.stdout), drained(process.stderr)]);
// The user's code may leave timers or sockets behind; the step is over when its function is.
process.exit(code);
