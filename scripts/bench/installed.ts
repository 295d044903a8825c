import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "../run-tool.ts";

/** A project outside this repository, with the packages as npm would lay them: built, and copied. Answers its folder. */
export function createInstalled(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "dagwright-bench-")));
  const modules = join(folder, "node_modules");
  for (const manifest of globSync("packages/*/package.json", { cwd: root })) {
    const source = join(root, dirname(manifest));
    const json: unknown = JSON.parse(readFileSync(join(root, manifest), "utf8"));
    const name = typeof json === "object" && json !== null && "name" in json ? String(json.name) : "";
    for (const part of ["package.json", "dist", "bin", "templates"]) {
      if (existsSync(join(source, part))) cpSync(join(source, part), join(modules, name, part), { recursive: true });
    }
    linkDependencies(join(source, "node_modules"), modules);
  }
  linkDependencies(join(root, "node_modules"), modules, ["@types/node"]);
  writeFileSync(join(folder, "package.json"), '{ "name": "bench", "private": true, "type": "module" }\n');
  // As `init` writes it.
  cpSync(join(root, "packages/cli/templates/tsconfig.json"), join(folder, "tsconfig.json"));
  return folder;
}

/** Packages of others, where they lie. */
function linkDependencies(from: string, to: string, only?: readonly string[]): void {
  if (!existsSync(from)) return;
  const names = readdirSync(from).flatMap((name) =>
    name.startsWith("@") ? readdirSync(join(from, name)).map((inner) => `${name}/${inner}`) : [name],
  );
  for (const name of names) {
    if (name.startsWith(".") || name === "dagwright" || name.startsWith("@dagwright/") || only?.includes(name) === false) continue;
    const place = join(to, name);
    if (existsSync(place)) continue;
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(realpathSync(join(from, name)), place, "dir");
  }
}
