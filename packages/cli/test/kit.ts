/** What tests of the command share: a project in a temporary folder, and the command as a real process on it. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatDocument, type Component, type Document } from "@dagwright/ir";
import { sha256 } from "@dagwright/protocol";
import { build } from "esbuild";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const MAIN = here("../src/main.ts");
/** Each process would else parse every source again. */
const CACHE = join(tmpdir(), "dagwright-test-compile-cache");

export const STEPS = readFileSync(here("fixtures/steps.mjs"));

/** A component by a function of `fixtures/steps.mjs`. */
export const by = (name: string, component: Component): Component => ({
  ...component,
  implementation: { kind: "typescript", bundle: sha256(STEPS), export: name },
});

let wrapper: Promise<Uint8Array> | undefined;
/** The wrapper from its sources, so that no build has to come first. */
export function builtWrapper(): Promise<Uint8Array> {
  wrapper ??= build({
    entryPoints: [here("../../dagwright/src/exec/main.ts")],
    write: false,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node22",
    conditions: ["dagwright-source"],
    logLevel: "silent",
  }).then(({ outputFiles: [file] }) => file?.contents ?? new Uint8Array());
  return wrapper;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The lines of stdout as JSON. */
  json(): readonly unknown[];
}

export interface Project {
  readonly folder: string;
  path(name: string): string;
  read(name: string): string;
  write(name: string, text: string | Uint8Array): void;
  /** Writes a document as `<name>.pipeline.json` with its code beside it. */
  writeIr(name: string, document: Document): Promise<void>;
  dagwright(...args: readonly string[]): Promise<Ended>;
  /** The process itself, for signals and pipes. */
  start(
    args: readonly string[],
    env?: NodeJS.ProcessEnv,
    folder?: string,
  ): { readonly child: ChildProcess; readonly ended: Promise<Ended> };
  cleanUp(): void;
}

export function createProject(): Project {
  const folder = mkdtempSync(join(tmpdir(), "dagwright pröject "));
  const path = (name: string): string => join(folder, name);
  const write = (name: string, text: string | Uint8Array): void => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  };
  const start = (
    args: readonly string[],
    own: NodeJS.ProcessEnv = {},
    cwd = ".",
  ): { readonly child: ChildProcess; readonly ended: Promise<Ended> } => {
    const { DAGWRIGHT_HOME: _, ...outer } = process.env;
    const env = { ...outer, NODE_COMPILE_CACHE: CACHE };
    const child = spawn(process.execPath, ["--conditions=dagwright-source", MAIN, ...args], {
      cwd: path(cwd),
      env: { ...env, ...own },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    const ended = new Promise<Ended>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => {
        const stdout = Buffer.concat(out).toString("utf8");
        const json = (): readonly unknown[] =>
          stdout
            .trimEnd()
            .split("\n")
            .map((line): unknown => JSON.parse(line));
        resolve({ code, stdout, stderr: Buffer.concat(err).toString("utf8"), json });
      });
    });
    return { child, ended };
  };
  write("package.json", '{ "name": "project", "type": "module" }\n');
  return {
    folder,
    path,
    read: (name) => readFileSync(path(name), "utf8"),
    write,
    async writeIr(name, document) {
      const code = await builtWrapper();
      write(`${name}.pipeline.json`, formatDocument({ ...document, wrapper: sha256(code) }));
      write(`bundles/${sha256(code)}.mjs`, code);
      write(`bundles/${sha256(STEPS)}.mjs`, STEPS);
    },
    start,
    dagwright: (...args) => start(args).ended,
    cleanUp: () => rmSync(folder, { recursive: true, force: true }),
  };
}
