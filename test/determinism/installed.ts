/** The packages a project needs, put into its node_modules in one of the ways that package managers do it. */
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../support/command.ts";

/** `workspace`: links out of the project, as for a member of a pnpm workspace. `pnpm`: links to folders in `.pnpm`. `npm`: real folders, side by side where they can be. */
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
      for (const [place, one] of hoisted(direct)) copy(one, join(project, place));
      return;
    case "pnpm": {
      const place = ({ name, version }: Package): string => join(modules, ".pnpm", `${name.replace("/", "+")}@${version}`, "node_modules");
      for (const one of closure(direct)) {
        copy(one, join(place(one), one.name));
        for (const needed of one.dependencies.map((name) => find(name, one.folder)))
          link(join(place(one), needed.name), join(place(needed), needed.name));
      }
      for (const one of direct) link(join(modules, one.name), join(place(one), one.name));
    }
  }
}

function find(name: string, from: string): Package {
  const manifest = findPackageJSON(name, pathToFileURL(join(from, "package.json")));
  if (manifest === undefined) throw new Error(`there is no package ${name} for ${from}`);
  const json: unknown = JSON.parse(readFileSync(manifest, "utf8"));
  const { version, dependencies } =
    typeof json === "object" && json !== null ? { version: "0.0.0", dependencies: {}, ...json } : { version: "0.0.0", dependencies: {} };
  return { name, version, folder: realpathSync(dirname(manifest)), dependencies: Object.keys(dependencies) };
}

function closure(direct: readonly Package[]): readonly Package[] {
  const found = new Map<string, Package>();
  const visit = (one: Package): void => {
    if (found.has(one.folder)) return;
    found.set(one.folder, one);
    for (const name of one.dependencies) visit(find(name, one.folder));
  };
  direct.forEach(visit);
  return [...found.values()];
}

/** Where npm puts each: as far up as its name is free, so that a second version lies inside of every package that needs it. */
function hoisted(direct: readonly Package[]): ReadonlyMap<string, Package> {
  const placed = new Map<string, Package>();
  const visibleFrom = (place: string, name: string): Package | undefined => {
    for (let at = place; ; at = dirname(at)) {
      const found = placed.get(join(at, "node_modules", name));
      if (found !== undefined || at === ".") return found;
    }
  };
  const fill = (one: Package, place: string): void => {
    for (const needed of one.dependencies.map((name) => find(name, one.folder))) {
      if (visibleFrom(place, needed.name)?.version === needed.version) continue;
      const top = join("node_modules", needed.name);
      const free = placed.has(top) ? join(place, "node_modules", needed.name) : top;
      placed.set(free, needed);
      fill(needed, free);
    }
  };
  for (const one of direct) placed.set(join("node_modules", one.name), one);
  for (const one of direct) fill(one, join("node_modules", one.name));
  return placed;
}

/** What would be published. */
function copy({ folder }: Package, to: string): void {
  const isOurs = folder.startsWith(join(root, "packages"));
  if (isOurs && !existsSync(join(folder, "dist/index.js"))) throw new Error(`${relative(root, folder)} is not built: npm run build`);
  const names = isOurs
    ? ["package.json", "dist", "bin"].filter((name) => existsSync(join(folder, name)))
    : globSync("*", { cwd: folder }).filter((name) => name !== "node_modules");
  for (const name of names) cpSync(join(folder, name), join(to, name), { recursive: true });
}

function link(from: string, to: string): void {
  mkdirSync(dirname(from), { recursive: true });
  symlinkSync(relative(dirname(from), to), from, "junction");
}
