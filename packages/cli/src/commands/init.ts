import { spawnSync } from "node:child_process";
import { join, relative, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { NAME } from "@dagwright/protocol";
import { makeFolder } from "@dagwright/tracking/make-folder";
import type { ExitCode } from "../exit-code.ts";
import { packageManager } from "../init/package-manager.ts";
import { planInit, type Change } from "../init/plan.ts";
import { noteLine, writeErr, writeLine } from "../stdio.ts";
import { UsageError } from "../usage-error.ts";
import { ownVersion } from "../version.ts";
import { writeWhenChanged } from "../write-file.ts";

export interface InitOptions {
  readonly yes?: boolean;
  readonly install?: boolean;
}

/** Sets up a project: says what it will do, asks, does it. */
export async function init(typed: string, options: InitOptions): Promise<ExitCode> {
  const folder = resolve(typed);
  const changes = planInit(folder, ownVersion());
  const manager = packageManager(folder);
  const isNew = ({ text }: Change): boolean => text !== undefined;
  let install = options.install === true;

  if (options.yes !== true) {
    if (!process.stdin.isTTY) throw new UsageError("init asks before it writes, and there is nobody to answer", "add --yes");
    for (const change of changes) noteLine(`${isNew(change) ? "+" : " "} ${change.file}: ${change.what}`);
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    try {
      if (changes.some(isNew) && !(await agrees(terminal, `Write these to ${folder}?`))) {
        noteLine("nothing was written");
        return 1;
      }
      install ||= await agrees(terminal, `Run ${manager} install?`);
    } finally {
      terminal.close();
    }
  }

  makeFolder(folder);
  for (const { file, text, what } of changes) {
    if (text !== undefined) writeWhenChanged(join(folder, file), Buffer.from(text));
    writeLine(`${text === undefined ? "kept " : "wrote"}  ${file}  (${what})`);
  }
  if (install && !installed(manager, folder)) return 1;
  writeErr(nextSteps(folder, manager, install));
  return 0;
}

async function agrees(terminal: ReturnType<typeof createInterface>, question: string): Promise<boolean> {
  return !/^n/iu.test((await terminal.question(`${question} [Y/n] `)).trim());
}

function installed(manager: string, folder: string): boolean {
  const done = spawnSync(manager, ["install"], { cwd: folder, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (done.status === 0) return true;
  noteLine(`error: ${manager} install failed${done.error === undefined ? "" : `: ${done.error.message}`}`);
  return false;
}

function nextSteps(folder: string, manager: string, isInstalled: boolean): string {
  const away = relative(process.cwd(), folder);
  const steps = [
    ...(away === "" ? [] : [`cd ${away}`]),
    ...(isInstalled ? [] : [`${manager} install`]),
    `npx ${NAME} run pipeline.ts`,
    "npx vitest run",
  ];
  return `\nNext:\n${steps.map((step) => `  ${step}\n`).join("")}`;
}
