/** Small projects in temporary folders, with the surface (a stand-in that only has types) and packages in either layout of node_modules. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { onTestFinished } from "vitest";
import { openFrontend } from "../src/frontend/ts-morph/index.ts";
import type { Frontend } from "../src/frontend/frontend.ts";

export type Files = Readonly<Record<string, string>>;

export interface ProjectOptions {
  /** How sources are checked out. */
  readonly crlf?: boolean;
  /** Folders to install: by name, from a folder or from files. */
  readonly packages?: Readonly<Record<string, string | Files>>;
  /** Installed packages, with their own dependencies, by name: linked to where they lie. */
  readonly links?: Readonly<Record<string, string>>;
  /** Links to the project's own folders, by place: what a workspace makes of `workspace:*`. */
  readonly places?: Readonly<Record<string, string>>;
  /** npm puts packages side by side; pnpm links them out of a store of its own. */
  readonly layout?: "npm" | "pnpm";
  /** The folder's name. */
  readonly name?: string;
}

const SURFACE = join(import.meta.dirname, "fixtures", "dagwright");

// Few libraries: reading them is most of the time that a small project takes.
const TSCONFIG = JSON.stringify({
  compilerOptions: {
    target: "es2024",
    lib: ["es2024"],
    module: "preserve",
    moduleResolution: "bundler",
    strict: true,
    resolveJsonModule: true,
    types: [],
  },
});

/** A folder that is gone when the test is over. Files get a package.json and a tsconfig.json unless they hold their own. */
export function createProject(
  files: Files,
  { crlf = false, packages = {}, links = {}, places = {}, layout = "npm", name = "project" }: ProjectOptions = {},
): string {
  const temporary = realpathSync(mkdtempSync(join(tmpdir(), "dagwright-compiler-")));
  onTestFinished(() => rmSync(temporary, { recursive: true, force: true }));
  const root = join(temporary, name);
  writeFiles(root, { "package.json": JSON.stringify({ name: "project", type: "module" }), "tsconfig.json": TSCONFIG, ...files }, crlf);
  for (const [packageName, source] of Object.entries({ dagwright: SURFACE, ...packages })) install(root, packageName, source, layout);
  for (const [packageName, target] of Object.entries(links)) link(join(root, "node_modules", packageName), target);
  for (const [place, folder] of Object.entries(places)) link(join(root, place), join(root, folder));
  return root;
}

/** The project that a folder holds, with the packages that lie in its `packages`, or that its package.json names and we have; goldens stay behind. */
export function createCase(folder: string): string {
  const files: Record<string, string> = {};
  const packages: Record<string, Record<string, string>> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const [first = "", second = "", ...rest] = relative(folder, path).split(sep);
    const text = readFileSync(path, "utf8");
    if (first === "packages") (packages[second] ??= {})[rest.map((part) => (part === "packages" ? "node_modules" : part)).join("/")] = text;
    else if (!first.endsWith(".txt")) files[[first, second, ...rest].filter((part) => part !== "").join("/")] = text;
  }
  return createProject(files, { packages, links: linksTo(files["package.json"] ?? "{}") });
}

/** Where packages lie that a package.json depends on. */
function linksTo(packageJson: string): Readonly<Record<string, string>> {
  const { dependencies = {} }: { readonly dependencies?: Readonly<Record<string, string>> } = JSON.parse(packageJson);
  const places = Object.keys(dependencies).map((name): [string, string] => [name, join(import.meta.dirname, "../node_modules", name)]);
  return Object.fromEntries(places.filter(([, place]) => existsSync(place)).map(([name, place]) => [name, realpathSync(place)]));
}

function link(place: string, target: string): void {
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(target, place, "dir");
}

function writeFiles(folder: string, files: Files, crlf: boolean): void {
  for (const [file, text] of Object.entries(files)) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, crlf ? text.replaceAll("\n", "\r\n") : text);
  }
}

function install(root: string, name: string, source: string | Files, layout: "npm" | "pnpm"): void {
  const place = join(root, "node_modules", name);
  const real =
    layout === "npm" ? place : join(root, "node_modules", ".pnpm", `${name.replaceAll("/", "+")}@1.0.0_peer`, "node_modules", name);
  if (typeof source === "string") cpSync(source, real, { recursive: true, dereference: true });
  else writeFiles(real, source, false);
  if (layout === "pnpm") link(place, real);
}

export const open = (root: string, ...entries: readonly string[]): Frontend =>
  openFrontend({ entries: (entries.length === 0 ? ["pipeline.ts"] : entries).map((entry) => join(root, entry)) });

/** A project of one file, opened. */
export const openText = (text: string, files: Files = {}): Frontend => open(createProject({ "pipeline.ts": text, ...files }));
