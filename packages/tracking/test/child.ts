// Runs a script of this folder in a process of its own, on the Node that runs the tests.
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const temporaryHome = (): string => mkdtempSync(join(tmpdir(), "tracking-"));

export function start(
  script: string,
  ...args: readonly string[]
): { readonly process: ChildProcess; readonly output: () => string; readonly ended: Promise<number | null> } {
  const child = spawn(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let errors = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const ended = once(child, "close").then(() => {
    if (errors !== "") throw new Error(errors);
    return child.exitCode;
  });
  return { process: child, output: () => output, ended };
}
