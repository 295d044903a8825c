/** A project of somebody who knows nothing of this repository: an empty folder elsewhere, and packages as npm installs them. */
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand, succeed, type CommandOptions, type Ended } from "../support/command.ts";
import { packAll, type Packed } from "./packed.ts";

/** In a folder of its own, because its `tsc` would take the place of TypeScript 7's, which `init` brings. */
const TYPESCRIPT_6 = "@typescript/typescript6@6.0.2";
const QUIET = ["--no-audit", "--no-fund"];

export interface Stranger {
  readonly folder: string;
  /** The commands that type-check, by version. */
  readonly compilers: Readonly<Record<"6" | "7", string>>;
  readonly packages: readonly Packed[];
  /** What the three first commands said, in order. */
  readonly installed: Ended;
  readonly initiated: Ended;
  readonly completed: Ended;
  run(command: string, args: readonly string[], options?: Partial<CommandOptions>): Promise<Ended>;
  cleanUp(): void;
}

/** Installs our tarballs into an empty folder, sets the project up by `init --yes`, and installs what that asks for. */
export async function createStranger(): Promise<Stranger> {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), "dagwright-stranger-")));
  try {
    const tarballs = join(parent, "tarballs");
    const folder = join(parent, "my project");
    mkdirSync(tarballs);
    mkdirSync(folder);
    const packages = await packAll(tarballs);
    // All of ours by file, so that none is looked for in a registry.
    const surface = packages.filter(({ name }) => name === "dagwright");
    const others = packages.filter((one) => !surface.includes(one));
    writeFileSync(
      join(folder, "package.json"),
      `${JSON.stringify({ private: true, type: "module", ...byFile("dependencies", surface), ...byFile("devDependencies", others) })}\n`,
    );
    const options = { cwd: folder };
    const installed = await succeed("npm", ["install", ...QUIET], options);
    const initiated = await succeed("npx", ["--no-install", "dagwright", "init", "--yes"], options);
    const completed = await succeed("npm", ["install", ...QUIET], options);
    const aside = join(parent, "typescript6");
    mkdirSync(aside);
    writeFileSync(join(aside, "package.json"), '{ "private": true }\n');
    await succeed("npm", ["install", ...QUIET, TYPESCRIPT_6], { cwd: aside });
    return {
      folder,
      compilers: { 6: join(aside, "node_modules/.bin/tsc6"), 7: join(folder, "node_modules/.bin/tsc") },
      packages,
      installed,
      initiated,
      completed,
      run: (command, args, more) => runCommand(command, args, { ...options, ...more }),
      cleanUp: () => rmSync(parent, { recursive: true, force: true }),
    };
  } catch (error) {
    rmSync(parent, { recursive: true, force: true });
    throw error;
  }
}

const byFile = (section: string, packages: readonly Packed[]): Record<string, Record<string, string>> => ({
  [section]: Object.fromEntries(packages.map(({ name, tarball }) => [name, `file:${tarball}`])),
});

/** A project with decorated steps inside the stranger's, under `protocol`: the same steps, and a class that only this protocol can decorate. */
export function addDecorated({ folder }: Stranger, protocol: "tc39" | "legacy"): string {
  const fixtures = join(import.meta.dirname, "fixtures");
  const project = join(folder, "decorated", protocol);
  mkdirSync(project, { recursive: true });
  for (const file of ["steps.ts", "main.ts", "steps.test.ts"]) cpSync(join(fixtures, file), join(project, file));
  for (const file of ["greeter.ts", "tsconfig.json"]) cpSync(join(fixtures, protocol, file), join(project, file));
  cpSync(join(folder, "vitest.config.ts"), join(project, "vitest.config.ts"));
  writeFileSync(join(project, "package.json"), `{ "name": "${protocol}", "private": true, "type": "module" }\n`);
  return project;
}
