import { CommanderError } from "commander";
import { RefusedError } from "./refused-error.ts";
import { noteLine } from "./stdio.ts";
import { UsageError } from "./usage-error.ts";

/** Says on stderr why the command ended. A mistake of the user's is a sentence; anything else is our own bug and has its stack. */
export function reportFailure(error: unknown): void {
  // Commander has printed its own already.
  if (error instanceof CommanderError) return;
  if (error instanceof UsageError || error instanceof RefusedError) return complain(error.message, error.help);
  // By name: loading the package for its class alone would make `--help` slow.
  if (error instanceof Error && error.name === "TrackingError")
    return complain(error.message, "help" in error ? String(error.help) : undefined);
  if (isSystemError(error)) return complain(error.message, undefined);
  noteLine(`error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  noteLine("  help: this is a fault of dagwright itself; please report it with the lines above");
}

function complain(message: string, help: string | undefined): void {
  noteLine(`error: ${message}`);
  if (help !== undefined && help !== "") noteLine(`  help: ${help.replaceAll("\n", "\n        ")}`);
}

/** Of the operating system: no right, no space, no such folder. */
const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string";
