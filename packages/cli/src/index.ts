export { createProgram } from "./program.ts";
export type { ExitCode } from "./exit-code.ts";
