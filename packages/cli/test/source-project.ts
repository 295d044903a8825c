/** A project of TypeScript sources: the surface stands in its node_modules as it is in this repository. */
import { symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { builtWrapper, createProject, type Project } from "./kit.ts";

const TSCONFIG = {
  compilerOptions: {
    target: "es2024",
    lib: ["es2024"],
    types: [],
    module: "preserve",
    moduleResolution: "bundler",
    customConditions: ["dagwright-source"],
    allowImportingTsExtensions: true,
    strict: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    noEmit: true,
  },
  include: ["*.ts"],
};

export async function createSourceProject(files: Readonly<Record<string, string>>): Promise<Project> {
  const project = createProject();
  const surface = {
    name: "dagwright",
    version: "0.1.0",
    type: "module",
    exports: { ".": "./src/index.ts", "./testing": "./src/testing.ts", "./exec-bundle": "./exec.bundle.mjs" },
  };
  project.write("node_modules/dagwright/package.json", JSON.stringify(surface));
  project.write("node_modules/dagwright/exec.bundle.mjs", await builtWrapper());
  symlinkSync(fileURLToPath(new URL("../../dagwright/src", import.meta.url)), project.path("node_modules/dagwright/src"));
  project.write("tsconfig.json", JSON.stringify(TSCONFIG));
  for (const [name, text] of Object.entries(files)) project.write(name, text);
  return project;
}
