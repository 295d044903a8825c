/** Finds a container engine that answers. */
import { access, constants } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import { errorCode, type Platform } from "./platform.ts";
import type { EngineKind } from "./container-command.ts";

export interface ContainerEngine {
  readonly kind: EngineKind;
  readonly file: string;
}

/** `auto`: podman, else docker, when its service answers. A path is taken as it is, docker's command line unless its name says podman. */
export type EngineChoice = "auto" | "none" | { readonly file: string; readonly kind?: EngineKind };

export async function findEngine(choice: EngineChoice, path: string | undefined, platform: Platform): Promise<ContainerEngine | undefined> {
  if (choice === "none") return undefined;
  if (choice !== "auto") return { file: choice.file, kind: choice.kind ?? (choice.file.includes("podman") ? "podman" : "docker") };
  for (const kind of ["podman", "docker"] as const) {
    const file = await onPath(kind, path);
    if (file !== undefined && (await answers(file, platform))) return { kind, file };
  }
  return undefined;
}

async function onPath(name: string, path: string | undefined): Promise<string | undefined> {
  for (const folder of (path ?? "").split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    try {
      await access(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
    }
  }
  return undefined;
}

const PATIENCE_MS = 5000;

/** A command without a service behind it (docker without its daemon) is no engine. */
async function answers(file: string, { processes, clock }: Platform): Promise<boolean> {
  const running = processes.start({ file, args: ["info"], cwd: "/", env: hostEnv() });
  running.stdout.resume();
  running.stderr.resume();
  const callOff = clock.after(PATIENCE_MS, () => running.signalGroup("SIGKILL"), { keepAlive: true });
  const end = await running.ended;
  callOff();
  return end.kind === "exit" && end.code === 0;
}

/** An engine is a tool of the user's, so it sees their environment; the container does not. */
export function hostEnv(): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value;
  return env;
}
