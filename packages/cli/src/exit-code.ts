import { CommanderError } from "commander";
import { UsageError } from "./usage-error.ts";

/** 0 all went well, 1 the work failed (a run, a check, a stale file), 2 the command was typed wrong. */
export type ExitCode = 0 | 1 | 2;

export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return error instanceof UsageError ? 2 : 1;
}
