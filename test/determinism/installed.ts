/** The packages a project needs, put into its node_modules in one of the ways that package managers do it. */
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../support/command.ts";

/** `workspace`: links out of the project, as for a member of a pnpm workspace. `pnpm`: links to folders in `.pnpm`. `npm`: real folders side by side. */
export type Layout = "workspace" | "pnpm" | "npm";

interface Package {
  readonly name: string;
  readonly version: string;
  /** Links followed. */
  readonly folder: string;
  readonly dependencies: readonly string[];
}

/** Puts `wanted` and what they need in turn into `<project>/node_modules`. Each is found from `from`, a folder of this repository. */
export function install(project: string, layout: Layout, wanted: Readonly<Record<string, string>>): void {
  const modules = join(project, "node_modules");
  const direct = Object.entries(wanted).map(([name, from]) => find(name, from));
  switch (layout) {
    case "workspace":
      for (const one of direct) link(join(modules, one.name), one.folder);
      return;
    case "npm":
      for (const one of closure(direct)) copy(one, join(modules, one.name));
      return;
    case "pnpm": {
      const place = ({ name, version }: Package): string => join(modules, ".pnpm", `${name.replace("/", "+")}@${version}`, "node_modules");
      for (const one of closure(direct)) {
        copy(one, join(place(one), one.name));
        for (const needed of one.dependencies.map((name) => find(name, one.folder))) link(join(place(one), needed.name), join(place(needed), needed.name));
      }
      for (const one of direct) link(join(modules, one.name), join(place(one), one.name));
    }
  }
}

function find(name: string, from: string): Package {
  const manifest = findPackageJSON(name, pathToFileURL(join(from, "package.json")));
  if (manifest === undefined) throw new Error(`there is no package ${name} for ${from}`);
  const json: unknown = JSON.parse(readFileSync(manifest, "utf8"));
  const { version, dependencies } = typeof json === "object" && json !== null ? { version: "0.0.0", dependencies: {}, ...json } : { version: "0.0.0", dependencies: {} };
  return { name, version, folder: realpathSync(dirname(manifest)), dependencies: Object.keys(dependencies) };
}

function closure(direct: readonly Package[]): readonly Package[] {
  const found = new Map<string, Package>();
  const visit = (one: Package): void => {
    const known = found.get(one.name);
    if (known !== undefined && known.version !== one.version) throw new Error(`${one.name} is there twice, so that it does not fit side by side`);
    if (known !== undefined) return;
    found.set(one.name, one);
    for (const name of one.dependencies) visit(find(name, one.folder));
  };
  direct.forEach(visit);
  return [...found.values()];
}

/** What would be published. */
function copy({ folder }: Package, to: string): void {
  const isOurs = folder.startsWith(join(root, "packages"));
  if (isOurs && !existsSync(join(folder, "dist/index.js"))) throw new Error(`${relative(root, folder)} is not built: npm run build`);
  const names = isOurs ? ["package.json", "dist", "bin"].filter((name) => existsSync(join(folder, name))) : globSync("*", { cwd: folder }).filter((name) => name !== "node_modules");
  for (const name of names) cpSync(join(folder, name), join(to, name), { recursive: true });
}

function link(from: string, to: string): void {
  mkdirSync(dirname(from), { recursive: true });
  symlinkSync(relative(dirname(from), to), from, "junction");
}
