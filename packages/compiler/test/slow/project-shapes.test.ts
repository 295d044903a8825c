/** Projects as people have them: each is checked and compiled, and its step, bundled, is imported and called. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { createProject, type Files } from "../project.ts";

interface Shape {
  readonly files: Files;
  readonly entry?: string;
  /** Folders that lie in `node_modules` elsewhere: by place, the place they are linked to. */
  readonly links?: Readonly<Record<string, string>>;
}

/** What the step `work` gives for `{ n: 2 }`, or what is said of the project. */
async function worked({ files, entry = "pipeline.ts", links = {} }: Shape): Promise<unknown> {
  const root = createProject(files, { places: links });
  const { pipelines, diagnostics } = await compile({ entries: [join(root, entry)] });
  const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ code, message }) => `${code} ${message}`);
  const [pipeline] = pipelines;
  const implementation = pipeline?.document.components["work"]?.implementation;
  const bundle = pipeline?.bundles.find(({ digest }) => implementation?.kind === "typescript" && digest === implementation.bundle);
  if (bundle === undefined) return errors;
  const module: { readonly run: (input: { n: number }) => Promise<unknown> } = await import(
    `data:text/javascript,${encodeURIComponent(bundle.code.replace(/^\/\/# sourceMappingURL=.*$/mu, ""))}`
  );
  return module.run({ n: 2 });
}

const tsconfig = (options: object, more: object = {}): string =>
  JSON.stringify({ compilerOptions: { target: "es2024", lib: ["es2024"], strict: true, types: [], ...options }, ...more });
const bundler = { module: "preserve", moduleResolution: "bundler", resolveJsonModule: true };
const nodenext = { module: "nodenext" };
const commonjs = { module: "commonjs", moduleResolution: "node10", esModuleInterop: true };

const pipeline = (from: string): string =>
  `import { pipeline } from "dagwright";\nimport { work } from "${from}";\nexport default pipeline("main", async ({ n }: { n: number }) => await work({ n }));\n`;
const steps = (imports: string): string =>
  `import { component } from "dagwright";\n${imports}\nexport const work = component({}, async (input: { n: number }): Promise<number> => triple(input.n));\n`;
const triple = "export const triple = (n: number): number => n * 3;\n";
const packageJson = (more: object = {}): string => JSON.stringify({ name: "project", type: "module", ...more });
const library = (exported: unknown, more: object = {}): string =>
  JSON.stringify({ name: "@acme/lib", version: "1.0.0", type: "module", exports: exported, ...more });
const linked = { "apps/main/node_modules/@acme/lib": "packages/lib" };
const app = (options: object, from: string): Files => ({
  "apps/main/package.json": JSON.stringify({ name: "main", type: "module", dependencies: { "@acme/lib": "workspace:*" } }),
  "apps/main/tsconfig.json": tsconfig(options),
  "apps/main/pipeline.ts": pipeline(from),
});
/** A pipeline, its step beside it, and a helper in a folder. */
const three = (config: string, from: string, imports: string, more: Files = {}): Files => ({
  "tsconfig.json": config,
  "pipeline.ts": pipeline(from),
  "steps.ts": steps(imports),
  "lib/triple.ts": triple,
  ...more,
});

const SHAPES: Readonly<Record<string, Shape>> = {
  "imports without extensions": { files: three(tsconfig(bundler), "./steps", 'import { triple } from "./lib/triple";') },
  "folders with an index, and a barrel": {
    files: {
      "tsconfig.json": tsconfig(bundler),
      "pipeline.ts": pipeline("./steps"),
      "lib/triple.ts": triple,
      "steps/index.ts": steps('import { triple } from "../lib";'),
      "lib/index.ts": 'export * from "./triple";',
    },
  },
  "`.js` for `.ts` under nodenext": { files: three(tsconfig(nodenext), "./steps.js", 'import { triple } from "./lib/triple.js";') },
  "`.js` for `.ts` under node16": {
    files: three(tsconfig({ module: "node16" }), "./steps.js", 'import { triple } from "./lib/triple.js";'),
  },
  "`.ts` that is rewritten, erasable and verbatim": {
    files: three(
      tsconfig({ ...nodenext, rewriteRelativeImportExtensions: true, verbatimModuleSyntax: true, erasableSyntaxOnly: true }),
      "./steps.ts",
      'import { triple } from "./lib/triple.ts";',
    ),
  },
  allowImportingTsExtensions: {
    files: three(
      tsconfig({ ...bundler, allowImportingTsExtensions: true, noEmit: true }),
      "./steps.ts",
      'import { triple } from "./lib/triple.ts";',
    ),
  },
  "`.mts` and `.cts`": {
    entry: "pipeline.mts",
    files: {
      "tsconfig.json": tsconfig(nodenext),
      "pipeline.mts": pipeline("./steps.mjs"),
      "steps.mts": steps('import { triple } from "./lib/triple.cjs";'),
      "lib/triple.cts": triple,
    },
  },
  "path aliases": {
    entry: "src/pipeline.ts",
    files: {
      "tsconfig.json": tsconfig({ ...bundler, paths: { "@/*": ["./src/*"], "~triple": ["./lib/triple.ts"] } }),
      "src/pipeline.ts": pipeline("@/steps"),
      "src/steps.ts": steps('import { triple } from "~triple";'),
      "lib/triple.ts": triple,
    },
  },
  baseUrl: {
    entry: "src/pipeline.ts",
    files: {
      "tsconfig.json": tsconfig({ ...bundler, baseUrl: "./src" }),
      "src/pipeline.ts": pipeline("steps"),
      "src/steps.ts": steps('import { triple } from "lib/triple";'),
      "src/lib/triple.ts": triple,
    },
  },
  "imports by `#` and by the package's own name": {
    files: three(tsconfig(nodenext), "project/steps", 'import { triple } from "#lib/triple";', {
      "package.json": packageJson({ imports: { "#lib/*": "./lib/*.ts" }, exports: { "./steps": "./steps.ts" } }),
    }),
  },
  "a workspace package whose exports are TypeScript": {
    entry: "apps/main/pipeline.ts",
    links: linked,
    files: {
      ...app(bundler, "@acme/lib"),
      "packages/lib/package.json": library({ ".": "./src/index.ts" }),
      "packages/lib/src/index.ts": 'export * from "./steps";',
      "packages/lib/src/steps.ts": steps('import { triple } from "./triple";'),
      "packages/lib/src/triple.ts": triple,
    },
  },
  "a workspace package with a condition of its own": {
    entry: "apps/main/pipeline.ts",
    links: linked,
    files: {
      ...app({ ...bundler, customConditions: ["source"] }, "@acme/lib"),
      "packages/lib/package.json": library({ ".": { source: "./src/index.ts", types: "./dist/index.d.ts", default: "./dist/index.js" } }),
      "packages/lib/src/index.ts": steps('import { triple } from "./triple";'),
      "packages/lib/src/triple.ts": triple,
    },
  },
  "a workspace package that is built, with helpers": {
    entry: "apps/main/pipeline.ts",
    links: linked,
    files: {
      ...app(bundler, "./steps"),
      "apps/main/steps.ts": steps('import { triple } from "@acme/lib";'),
      "packages/lib/package.json": library({ ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } }),
      "packages/lib/dist/index.d.ts": "export declare const triple: (n: number) => number;",
      "packages/lib/dist/index.js": "export const triple = (n) => n * 3;",
    },
  },
  "a chain of `extends`, by array and from a package": {
    files: three(
      JSON.stringify({ extends: ["@acme/tsconfig/base.json", "./strict.json"], compilerOptions: { paths: { "@/*": ["./*"] } } }),
      "@/steps",
      'import { triple } from "@/lib/triple";',
      {
        "node_modules/@acme/tsconfig/package.json": JSON.stringify({ name: "@acme/tsconfig" }),
        "node_modules/@acme/tsconfig/base.json": tsconfig(bundler),
        "strict.json": JSON.stringify({ compilerOptions: { exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true } }),
      },
    ),
  },
  "a monorepo's base with aliases of its packages": {
    entry: "apps/main/src/pipeline.ts",
    files: {
      "tsconfig.base.json": tsconfig({ ...bundler, baseUrl: ".", paths: { "@acme/*": ["packages/*/src"] } }),
      "apps/main/package.json": JSON.stringify({ name: "main", type: "module" }),
      "apps/main/tsconfig.json": JSON.stringify({ extends: "../../tsconfig.base.json", include: ["src"] }),
      "apps/main/src/pipeline.ts": pipeline("@acme/lib"),
      "packages/lib/package.json": library(undefined, { main: "dist/index.js" }),
      "packages/lib/src/index.ts": steps('import { triple } from "./triple";'),
      "packages/lib/src/triple.ts": triple,
    },
  },
  "project references below a solution": {
    entry: "app/pipeline.ts",
    files: {
      "tsconfig.json": JSON.stringify({ files: [], references: [{ path: "./app" }, { path: "./lib" }] }),
      "app/tsconfig.json": tsconfig({ ...bundler, composite: true, outDir: "../dist/app" }, { references: [{ path: "../lib" }] }),
      "lib/tsconfig.json": tsconfig({ ...bundler, composite: true, outDir: "../dist/lib" }),
      "app/pipeline.ts": pipeline("./steps"),
      "app/steps.ts": steps('import { triple } from "../lib/triple";'),
      "lib/triple.ts": triple,
    },
  },
  "a referenced package that nobody has built": {
    entry: "apps/main/pipeline.ts",
    links: linked,
    files: {
      ...app(bundler, "@acme/lib"),
      "apps/main/tsconfig.json": tsconfig(
        { ...bundler, composite: true, outDir: "dist" },
        { references: [{ path: "../../packages/lib" }] },
      ),
      "packages/lib/package.json": library({ ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } }),
      "packages/lib/tsconfig.json": tsconfig({ ...bundler, composite: true, outDir: "dist", rootDir: "src" }, { include: ["src"] }),
      "packages/lib/src/index.ts": steps('import { triple } from "./triple";'),
      "packages/lib/src/triple.ts": triple,
    },
  },
  "JSON, whole and by name, with import attributes": {
    files: {
      ...three(
        tsconfig(bundler),
        "./steps",
        'import config, { three } from "./config.json" with { type: "json" };\nconst triple = (n: number): number => (n * (config.three + three)) / 2;',
      ),
      "config.json": '{ "three": 3 }',
    },
  },
  "a namespace import, a default import and `export * as`": {
    files: {
      "tsconfig.json": tsconfig(bundler),
      "pipeline.ts":
        'import { pipeline } from "dagwright";\nimport * as all from "./barrel";\nimport extra from "./extra";\nimport type { Input } from "./types";\nexport default pipeline("main", async ({ n }: Input) => { const a = await all.work({ n }); const b = await all.again.work({ n: a }); return await extra({ n: b }); });',
      "barrel.ts": 'export * from "./steps";\nexport * as again from "./steps";',
      "types.ts": "export interface Input { n: number }",
      "extra.ts":
        'import { component } from "dagwright";\nconst extra = component({}, async (input: { n: number }): Promise<number> => input.n);\nexport default extra;',
      "steps.ts": steps(triple),
    },
  },
  "CommonJS TypeScript": {
    files: three(tsconfig(commonjs), "./steps", 'import { triple } from "./lib/triple";', { "package.json": '{ "name": "project" }' }),
  },
  "CommonJS TypeScript under nodenext": {
    files: three(tsconfig(nodenext), "./steps", 'import { triple } from "./lib/triple";', { "package.json": '{ "name": "project" }' }),
  },
  "`import x = require(…)` of a file with exports": {
    files: three(tsconfig(commonjs), "./steps", 'import lib = require("./lib/triple");\nconst triple = lib.triple;'),
  },
  "`import x = require(…)` of a file with `export =`": {
    files: three(tsconfig(commonjs), "./steps", 'import triple = require("./lib/triple");', {
      "lib/triple.ts": "function triple(n: number): number { return n * 3; }\nexport = triple;\n",
    }),
  },
  "a default import of a file with `export =`": {
    files: three(tsconfig(commonjs), "./steps", 'import triple from "./lib/triple";', {
      "lib/triple.ts": "const triple = (n: number): number => n * 3;\nexport = triple;\n",
    }),
  },
  "a namespace that is exported by `export =`, and a short name for its inside": {
    files: three(
      tsconfig(commonjs),
      "./steps",
      'import * as lib from "./lib/triple";\nimport inner = lib.inner;\nconst triple = inner.triple;',
      {
        "lib/triple.ts":
          "namespace lib { export namespace inner { export const triple = (n: number): number => n * 3; } }\nexport = lib;\n",
      },
    ),
  },
  "an entry that the tsconfig does not include": {
    entry: "pipelines/pipeline.ts",
    files: {
      "tsconfig.json": tsconfig({ ...bundler, paths: { "@/*": ["./src/*"] } }, { include: ["src"] }),
      "pipelines/pipeline.ts": pipeline("@/steps"),
      "src/steps.ts": steps(triple),
    },
  },
  "declarations that only the tsconfig includes": {
    files: three(
      tsconfig(bundler),
      "./steps",
      'import { triple as third } from "virtual";\nconst triple = (n: Count): number => third(n);',
      {
        "types/globals.d.ts": "type Count = number;\n",
        "types/virtual.d.ts": 'declare module "virtual" { export const triple: (n: number) => number; }\n',
        "node_modules/virtual/package.json": '{ "name": "virtual", "version": "1.0.0", "type": "module", "exports": "./index.js" }',
        "node_modules/virtual/index.js": "export const triple = (n) => n * 3;\n",
      },
    ),
  },
  "plain JavaScript beside TypeScript": {
    files: three(tsconfig({ ...bundler, allowJs: true, checkJs: true }), "./steps", 'import { triple } from "./plain.js";', {
      "plain.js": "/** @param {number} n */\nexport const triple = (n) => n * 3;\n",
    }),
  },
  "options that are not strict": {
    files: three(
      JSON.stringify({ compilerOptions: { target: "es2020", module: "esnext", moduleResolution: "bundler", types: [] } }),
      "./steps",
      'import { triple } from "./lib/triple";',
    ),
  },
};

describe("a project with", () => {
  for (const [name, shape] of Object.entries(SHAPES)) {
    it(`${name} compiles, and its step runs`, async () => {
      expect(await worked(shape)).toBe(6);
    });
  }
});
