import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { describe, expect, it, onTestFinished } from "vitest";
import { RUNTIME_SYMBOL, sha256 } from "@dagwright/protocol";
import { createProject, open, type Files, type ProjectOptions } from "../../test/project.ts";
import type { Bundle } from "../bundle/bundle.ts";
import { readWrapper } from "../bundle/wrapper.ts";
import { Disk } from "../disk/disk.ts";
import type { Frontend, SurfaceDeclaration } from "../frontend/frontend.ts";
import type { Expression } from "../frontend/syntax.ts";
import { bundleAll, type Bundled, type BundleJob } from "./7-bundle.ts";
import type { GlueSource } from "./glue-source.ts";

const SURFACE = 'import { component, container, pipeline, step, Model, type Dataset } from "dagwright";\n';

async function bundleProject(
  files: Files,
  options?: ProjectOptions,
): Promise<{
  readonly frontend: Frontend;
  readonly bundled: Bundled<BundleJob>;
  readonly bundleOf: (name: string) => Bundle;
  readonly codeOf: (name: string) => string;
}> {
  const frontend = open(createProject(files, options));
  const jobs = frontend
    .declarations()
    .filter(({ surface }) => surface === "component" || surface === "container")
    .map((declaration): BundleJob => ({
      request: { kind: declaration.surface === "container" ? "fake" : "component", declaration },
      name: declaration.name,
      span: declaration.span,
    }));
  const bundled = await bundleAll(frontend, jobs, new Disk());
  const bundleOf = (name: string): Bundle => {
    const job = jobs.find((each) => each.name === name);
    const bundle = job === undefined ? undefined : bundled.bundles.get(job);
    if (bundle === undefined) throw new Error(`no bundle of ${name}: ${JSON.stringify(bundled.diagnostics)}`);
    return bundle;
  };
  return { frontend, bundled, bundleOf, codeOf: (name) => bundleOf(name).code };
}

/** Loads a bundle as the wrapper does, with a runtime of the test's own, and calls what it exports. */
async function call({ code }: Bundle, name: "run" | "glue", ...args: readonly unknown[]): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), "dagwright-bundle-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  // Without its map, which vitest would look for.
  writeFileSync(join(folder, "bundle.mjs"), code.replace(/\/\/# sourceMappingURL=.*\n$/u, ""));
  Reflect.set(globalThis, Symbol.for(RUNTIME_SYMBOL), {
    step: { attempt: 1, log: { metric: () => undefined } },
    Model: { fromText: (text: string) => `model ${text}` },
    component: (_: unknown, fn: unknown) => fn,
  });
  const module: Readonly<Record<string, unknown>> = await import(/* @vite-ignore */ join(folder, "bundle.mjs"));
  const fn = module[name];
  if (typeof fn !== "function") throw new Error(`${name} is no function`);
  return Reflect.apply(fn, undefined, args);
}

describe("a component's bundle", () => {
  it("holds its function and what that reaches, and nothing of its neighbours", async () => {
    const { codeOf, bundleOf } = await bundleProject(
      {
        "pipeline.ts": `${SURFACE}import { clean } from "./helpers.ts";\nimport { heavy } from "heavy";\nimport { light } from "light";
const LIMIT = 3, OTHER = "other-constant";
export const a = component({ memory: "1Gi" }, async (input: { n: number }) => clean(input.n) + LIMIT);
export const b = component({}, async (input: { n: number }) => heavy(input.n) + OTHER);
export const c = component({ image: "options-image" }, async () => light());`,
        "helpers.ts": `import { lodash } from "heavy";\nexport const unused = lodash;\nexport function clean(n: number) { return double(n); }\nfunction double(n: number) { return 2 * n; }`,
        "heavy.d.ts": "",
      },
      {
        packages: {
          heavy: plain("heavy", "export const heavy = (n) => `heavy-code ${n}`;\nexport const lodash = 1;"),
          light: plain("light", 'export const light = () => "light-code";'),
        },
      },
    );
    expect(codeOf("a")).not.toMatch(/heavy|light|other-constant|component|1Gi|unused/u);
    expect(codeOf("b")).toMatch(/heavy-code/u);
    expect(codeOf("b")).not.toMatch(/light|double|LIMIT/u);
    expect(codeOf("c")).not.toMatch(/heavy|options-image/u);
    expect(await call(bundleOf("a"), "run", { n: 2 })).toBe(7);
    expect(await call(bundleOf("b"), "run", { n: 2 })).toBe("heavy-code 2other-constant");
  });

  it("turns a decorated static method into a function, with the static members it uses", async () => {
    const { bundleOf, codeOf } = await bundleProject(
      {
        "pipeline.ts": `${SURFACE}import { heavy } from "heavy";
export class Data extends Base {
  static readonly LIMIT = 5;
  static scale(n: number) { return n * Data.LIMIT; }
  @component({ retries: 2 })
  static async prepare(input: { n: number }): Promise<number> { return Data.scale(input.n); }
  @component({})
  static async heavy(input: { n: number }): Promise<string> { return heavy(input.n); }
}
class Base { base = 1; }`,
      },
      { packages: { heavy: plain("heavy", "export const heavy = (n) => `heavy-code ${n}`;") } },
    );
    expect(await call(bundleOf("Data.prepare"), "run", { n: 2 })).toBe(10);
    expect(codeOf("Data.prepare")).not.toMatch(/heavy|Base|component|@/u);
    expect(codeOf("Data.heavy")).not.toMatch(/LIMIT|scale/u);
  });

  it("works under experimentalDecorators, with other decorators kept", async () => {
    const { bundleOf } = await bundleProject({
      "tsconfig.json": JSON.stringify({
        compilerOptions: { target: "es2022", lib: ["es2024"], module: "preserve", strict: true, experimentalDecorators: true, types: [] },
      }),
      "pipeline.ts": `${SURFACE}
function logged(target: object, key: string, descriptor: PropertyDescriptor) { const old = descriptor.value; descriptor.value = async (input: unknown) => "logged " + (await old(input)); }
export class Data {
  @component({})
  @logged
  static async prepare(input: { n: number }): Promise<number> { return input.n; }
}`,
    });
    expect(await call(bundleOf("Data.prepare"), "run", { n: 2 })).toBe("logged 2");
  });

  it("follows imports of every kind", async () => {
    const { bundleOf, codeOf } = await bundleProject({
      "pipeline.ts": `${SURFACE}import theDefault, { renamed as other, Color, type Shape } from "./barrel.ts";
import * as all from "./barrel.ts";
import data from "./data.json";
import fs from "fs";
export const a = component({}, async (input: { n: number }) => {
  const shape: Shape = { n: input.n };
  const { late } = await import("./late.ts");
  return [theDefault(), other, Color.Red, all.deep.leaf, all.twice(shape.n), data.k, late(), typeof fs.readFileSync, new all.Counter().next()].join();
});`,
      "barrel.ts":
        'export { default, original as renamed } from "./impl.ts";\nexport * from "./more.ts";\nexport * as deep from "./deep.ts";',
      "impl.ts":
        'export default function () { return "default"; }\nexport const original = "original", unused = "unused-text";\nexport interface Shape { n: number }',
      "more.ts":
        'import { half } from "./circular.ts";\nexport type { Shape } from "./impl.ts";\nexport enum Color { Red = "red" }\nexport const twice = (n: number): number => (n > 100 ? half(n) : 2 * n);\nexport class Counter { #n = 0; next() { return ++this.#n; } }',
      "circular.ts": 'import { twice } from "./more.ts";\nexport const half = (n: number): number => twice(n) / 4;',
      "deep.ts": 'export const leaf = "leaf";',
      "late.ts": 'const local = "late";\nexport const late = () => local;',
      "data.json": '{ "k": 3 }',
    });
    expect(await call(bundleOf("a"), "run", { n: 2 })).toBe("default,original,red,leaf,4,3,late,function,1");
    expect(codeOf("a")).toMatch(/from "node:fs"/u);
    expect(codeOf("a")).not.toMatch(/unused-text/u);
  });

  it("takes all declarations of one name", async () => {
    const { bundleOf } = await bundleProject({
      "pipeline.ts": `${SURFACE}import Counter, { size } from "./helpers.ts";\nexport const a = component({}, async () => size([1, 2]) + size("abc") + size.unit + new Counter().n);`,
      "helpers.ts":
        "export function size(of: string): number;\nexport function size(of: readonly number[]): number;\nexport function size(of: { readonly length: number }): number {\n  return of.length;\n}\nexport namespace size {\n  export const unit = 100;\n}\nexport default class {\n  n = 1000;\n}",
    });
    expect(await call(bundleOf("a"), "run")).toBe(1105);
  });

  it("keeps names apart: shadowed ones, and those of two files that are alike", async () => {
    const { bundleOf } = await bundleProject({
      "pipeline.ts": `${SURFACE}import { value as first } from "./one/value.ts";\nimport { value } from "./two/value.ts";
const n = 100;
export const a = component({}, async ({ n }: { n: number }) => { const f = (value: number) => value + n; return [first, value, f(1)].join(); });
void n;`,
      "one/value.ts": 'const secret = "one";\nexport const value = secret;',
      "two/value.ts": 'const secret = "two";\nexport const value = secret;',
    });
    expect(await call(bundleOf("a"), "run", { n: 2 })).toBe("one,two,3");
  });

  it("keeps statements that act on what it holds, and imports that only have effects", async () => {
    const { bundleOf, codeOf } = await bundleProject({
      "pipeline.ts": `${SURFACE}import "./setup.ts";
const registry = new Map<string, number>();
registry.set("a", 1);
const unrelated = new Map<string, number>();
unrelated.set("unrelated-key", 1);
export const a = component({}, async () => registry.get("a")! + Number((globalThis as Record<string, unknown>)["setUp"]));
export default pipeline("p", async () => { await a(); });
if (import.meta.url === "") console.log("by-hand", registry);
console.log("called-by-hand", await a());`,
      "setup.ts": '(globalThis as Record<string, unknown>)["setUp"] = 41;',
    });
    expect(await call(bundleOf("a"), "run")).toBe(42);
    expect(codeOf("a")).not.toMatch(/unrelated-key|by-hand/u);
  });

  it("takes the functions of other components as plain functions", async () => {
    const { bundleOf, codeOf } = await bundleProject({
      "pipeline.ts": `${SURFACE}export const a = component({}, async (input: { n: number }) => (await b({ n: input.n })) + 1);\nexport const b = component({ image: "of-b" }, async (input: { n: number }) => input.n * 10);`,
    });
    expect(await call(bundleOf("a"), "run", { n: 2 })).toBe(21);
    expect(codeOf("a")).not.toMatch(/of-b/u);
  });

  it("reads the surface from the wrapper and carries nothing of it", async () => {
    const { bundleOf, codeOf } = await bundleProject({
      "pipeline.ts": `${SURFACE}export const a = component({}, async () => { step.log.metric("m", 1); return Model.fromText("x"); });`,
    });
    expect(await call(bundleOf("a"), "run")).toBe("model x");
    expect(codeOf("a")).toContain(`Symbol.for("${RUNTIME_SYMBOL}")`);
    expect(codeOf("a").length).toBeLessThan(600);
  });

  it("is made of a container's fake, whichever way it is written", async () => {
    const { bundleOf, codeOf } = await bundleProject({
      "pipeline.ts": `${SURFACE}type I = { n: number }; type O = { m: number };
export const a = container<I, O>({ image: "the-image", fake: async (i) => ({ m: i.n + offset }) });
export const b = container<I, O>({ image: "the-image", async fake(i) { return { m: i.n }; } });
export const c = container<I, O>({ image: "the-image", fake: helper });
const offset = 1;
async function helper(i: I): Promise<O> { return { m: -i.n }; }`,
    });
    expect(await call(bundleOf("a"), "run", { n: 2 })).toEqual({ m: 3 });
    expect(await call(bundleOf("b"), "run", { n: 2 })).toEqual({ m: 2 });
    expect(await call(bundleOf("c"), "run", { n: 2 })).toEqual({ m: -2 });
    expect(codeOf("a")).not.toMatch(/the-image|helper/u);
  });

  it("lets CommonJS packages reach Node's own modules", async () => {
    const { bundleOf } = await bundleProject(
      { "pipeline.ts": `${SURFACE}import { size } from "old";\nexport const a = component({}, async () => size());` },
      {
        packages: {
          old: {
            "package.json": '{ "name": "old", "version": "1.0.0" }',
            "index.js":
              'const E = require("events");\nclass My extends E {}\nexports.size = () => typeof new My().emit + require("node:path").basename("a/b");',
            "index.d.ts": "export function size(): string;",
          },
        },
      },
    );
    expect(await call(bundleOf("a"), "run")).toBe("functionb");
  });
});

describe("what a bundle cannot hold", () => {
  const messages = async (files: Files, packages: NonNullable<ProjectOptions["packages"]> = {}): Promise<readonly string[]> =>
    (await bundleProject(files, { packages })).bundled.diagnostics.map(({ code, message }) => `${code} ${message}`);
  const using = (name: string): Files => ({
    "pipeline.ts": `${SURFACE}import { it } from "${name}";\nexport const a = component({}, async () => it);`,
  });
  const native = (json: object, files: Files = {}): Files => ({
    "package.json": JSON.stringify({ name: "sharp", version: "1.0.0", types: "index.d.ts", main: "index.js", ...json }),
    "index.js": "exports.it = 1;",
    "index.d.ts": "export const it: number;",
    ...files,
  });

  it.each<[string, Files, string]>([
    ["an install script", native({ scripts: { postinstall: "node build.js" } }), "it runs a script when it is installed (`postinstall`)"],
    ["a binding.gyp", native({}, { "binding.gyp": "{}" }), "it is native code"],
    ["a .node file", native({}, { "index.js": 'exports.it = require("./it.node");', "it.node": "" }), "it is native code"],
    [
      "a computed require",
      native({}, { "index.js": 'exports.it = require("./" + process.platform);' }),
      "it loads modules by names that are only known while it runs",
    ],
  ])("is a package with %s, named with the file that imports it", async (_, files, why) => {
    const [message] = await messages(using("sharp"), { sharp: files });
    expect(message).toMatch(/^DW1010 `a` needs the package `sharp`/u);
    expect(message?.endsWith(why)).toBe(true);
  });

  it("is a package that is not installed", async () => {
    const [message] = await messages(using("gone"));
    expect(message).toBe("DW1014 `a` needs `gone`, imported by pipeline.ts, which cannot be found");
  });

  it("is a pipeline, and a module whose name is computed", async () => {
    const text = `${SURFACE}export const a = component({}, async (input: { n: string }) => { await main(); await import(input.n); });\nexport const main = pipeline("main", async () => {});`;
    expect(await messages({ "pipeline.ts": text })).toEqual([
      expect.stringMatching(/^DW1012 a component calls the pipeline `main`/u),
      expect.stringMatching(/^DW1013 /u),
    ]);
  });
});

describe("bundles do not depend on", () => {
  const source = `${SURFACE}import { dep } from "dep";\nimport { help } from "./lib/help.ts";\n\nexport const a = component({}, async (input: { n: number }) => {\n  // a comment\n  if (input.n < 0) throw new Error("negative");\n  return dep(help(input.n)) + \`two\nlines\`;\n});\n`;
  const files: Files = { "pipeline.ts": source, "lib/help.ts": "export function help(n: number) {\n  return n + 1;\n}\n" };
  const packages = {
    dep: { ...plain("dep", 'import { deeper } from "deeper";\nexport const dep = (n) => deeper + n;'), "cjs.js": "" },
    deeper: plain("deeper", "", 'module.exports.deeper = "deeper";'),
  };
  const build = async (options: ProjectOptions, changed: Files = {}): Promise<Bundle> =>
    (await bundleProject({ ...files, ...changed }, { packages, ...options })).bundleOf("a");

  it("the folder, the line ends or the package manager", async () => {
    const [one, ...others] = await Promise.all([
      build({}),
      build({ name: "elsewhere/deep" }),
      build({ crlf: true }),
      build({ layout: "pnpm" }),
    ]);
    for (const other of others) expect(other).toEqual(one);
    expect(one?.code).not.toMatch(/node_modules|\.pnpm|\/tmp|elsewhere|dagwright-compiler/u);
    expect(one?.map).not.toMatch(/node_modules|\.pnpm|\/tmp|"\//u);
    expect(JSON.parse(one?.map ?? "{}")).toMatchObject({
      sources: expect.arrayContaining(["pipeline.ts", "lib/help.ts", "dep@1.0.0/index.js"]),
    });
  });

  it("lines, comments and declarations around them: only the map knows", async () => {
    const before = await build({});
    const after = await build(
      {},
      { "pipeline.ts": `// a line\nexport const unrelated = 1;\n${source.replace("// a comment", "// another comment\n")}` },
    );
    expect(after.code).toBe(before.code);
    expect(after.digest).toBe(before.digest);
    expect(after.map).not.toBe(before.map);
  });

  it("and map back to the user's lines", async () => {
    const { code, map } = await build({});
    const position = (text: string): unknown => {
      const lines = code.split("\n");
      const line = lines.findIndex((each) => each.includes(text));
      return originalPositionFor(new TraceMap(map), { line: line + 1, column: lines[line]?.indexOf(text) ?? 0 });
    };
    expect(position("throw new Error")).toMatchObject({ source: "pipeline.ts", line: 7 });
    expect(position("return n + 1")).toMatchObject({ source: "lib/help.ts", line: 2 });
  });
});

describe("glue", () => {
  /** Glue of the expression that a pipeline's body returns. */
  async function glueOf(
    body: string,
    options: Partial<GlueSource> | ((expression: Expression) => Partial<GlueSource>),
    files: Files = {},
  ): Promise<{ readonly bundle: Bundle; readonly expression: Expression }> {
    const frontend = open(createProject({ "pipeline.ts": `${SURFACE}${body}`, ...files }));
    const declaration = frontend.declarations().find(({ surface }) => surface === "pipeline");
    const expression = returned(declaration);
    const source: GlueSource = {
      expression,
      as: "value",
      select: [],
      roots: {},
      constants: {},
      locals: [],
      holes: [],
      ...(typeof options === "function" ? options(expression) : options),
    };
    const job: BundleJob = { request: { kind: "glue", source }, name: "p", span: expression.span };
    const { bundles, diagnostics } = await bundleAll(frontend, [job], new Disk());
    const bundle = bundles.get(job);
    if (bundle === undefined) throw new Error(JSON.stringify(diagnostics));
    return { bundle, expression };
  }

  function returned(declaration: SurfaceDeclaration | undefined): Expression {
    const body = declaration?.fn?.body;
    const last = body?.kind === "block" ? body.statements.at(-1) : undefined;
    if (last?.kind !== "return" || last.value === undefined) throw new Error("the body returns nothing");
    return last.value;
  }

  it("is the user's expression over roots and constants, with the helpers it uses", async () => {
    const { bundle } = await glueOf(
      'import { better } from "./helpers.ts";\nconst MIN = 0.5;\nconst UNUSED = "unused-text";\nexport default pipeline("p", async ({ runs, min }: { runs: { auc: number }[]; min: number }) => {\n  return runs\n    .filter((run) => better(run.auc, min) && run.auc > MIN)\n    .map((run) => run.auc);\n});\nvoid UNUSED;',
      { roots: { runs: "runs", min: "min2" }, constants: { MIN: "MIN" } },
      { "helpers.ts": "export const better = (a: number, b: number) => a > b && a < TOP;\nconst TOP = 1;" },
    );
    expect(await call(bundle, "glue", { runs: [{ auc: 0.4 }, { auc: 0.7 }, { auc: 0.8 }, { auc: 3 }], min2: 0.6 }, { MIN: 0.75 })).toEqual([
      0.8,
    ]);
    expect(bundle.code).not.toMatch(/unused-text|pipeline|0\.5/u);
    expect(JSON.parse(bundle.map)).toMatchObject({ sources: ["helpers.ts", "pipeline.ts"] });
  });

  it("maps each line to where it stands", async () => {
    const { bundle } = await glueOf(
      'export default pipeline("p", async ({ xs }: { xs: number[] }) => {\n  return xs\n    .map((x) => {\n      return Math.sqrt(x);\n    });\n});',
      { roots: { xs: "xs" } },
    );
    const lines = bundle.code.split("\n");
    const line = lines.findIndex((each) => each.includes("Math.sqrt"));
    expect(originalPositionFor(new TraceMap(bundle.map), { line: line + 1, column: lines[line]?.indexOf("Math") ?? 0 })).toMatchObject({
      source: "pipeline.ts",
      line: 5,
    });
  });

  it("fills holes, selects, asks for truth and declares locals", async () => {
    const body =
      'export const load = component({}, async () => [3, 1]);\nexport default pipeline("p", async ({ bias }: { bias: number }) => {\n  const add = (n: number) => n + bias;\n  return (await load()).map(add);\n});';
    const hole = (expression: Expression): Expression => {
      if (expression.kind !== "call" || expression.callee.kind !== "property") throw new Error("unexpected shape");
      return expression.callee.object;
    };
    const local = (expression: Expression): GlueSource => {
      if (expression.kind !== "call" || expression.args[0] === undefined) throw new Error("unexpected shape");
      return { expression: expression.args[0], as: "value", select: [], roots: { bias: "bias" }, constants: {}, locals: [], holes: [] };
    };
    const { bundle } = await glueOf(body, (expression) => ({
      holes: [{ expression: hole(expression), root: "awaited" }],
      locals: [{ name: "add", source: { ...local(expression), expression: arrowOf(expression) } }],
      select: [0],
      as: "value",
    }));
    expect(await call(bundle, "glue", { awaited: [3, 1], bias: 10 }, {})).toBe(13);
    function arrowOf(expression: Expression): Expression {
      const frontend = open(
        createProject({
          "pipeline.ts": `${SURFACE}const bias = 0;\nexport default pipeline("p", async () => {\n  return (n: number) => n + bias;\n});`,
        }),
      );
      void expression;
      return returned(frontend.declarations().find(({ surface }) => surface === "pipeline"));
    }
  });
});

function plain(name: string, esm: string, cjs?: string): Files {
  const names = [...(cjs ?? esm).matchAll(/(?:export const |exports\.)(\w+)/gu)].map((match) => match[1]);
  return {
    "package.json": JSON.stringify({
      name,
      version: "1.0.0",
      types: "index.d.ts",
      sideEffects: false,
      ...(cjs === undefined ? { type: "module", exports: { types: "./index.d.ts", default: "./index.js" } } : { main: "index.js" }),
    }),
    "index.js": cjs ?? esm,
    "index.d.ts": names.map((each) => `export declare const ${each}: any;`).join("\n"),
  };
}

describe("the wrapper", () => {
  it("is the finished file of the project's own surface", () => {
    const { wrapper, diagnostics } = readWrapper(createProject({}), new Disk());
    expect(diagnostics).toEqual([]);
    expect(wrapper).toEqual({ code: 'export const main = () => "wrapper";\n', digest: sha256('export const main = () => "wrapper";\n') });
  });

  it("is missed by name", () => {
    expect(readWrapper(join(tmpdir(), "no-such-project"), new Disk()).diagnostics).toMatchObject([
      { code: "DW0007", message: "the project's `dagwright` does not bring `dagwright/exec-bundle`, the code that runs inside a step" },
    ]);
  });
});

describe("sizes", () => {
  const WORKSPACE = join(import.meta.dirname, "../../../..");
  const links = {
    "ml-random-forest": join(WORKSPACE, "examples/iris/node_modules/ml-random-forest"),
    zod: join(WORKSPACE, "packages/ir/node_modules/zod"),
  };

  it("are those of what a component uses: a random forest, and no schema library beside it", async () => {
    const { bundleOf, codeOf } = await bundleProject(
      {
        "pipeline.ts": `${SURFACE}import { RandomForestClassifier } from "ml-random-forest";
import { z } from "zod";
const Row = z.object({ id: z.string() });
export const parse = component({}, async (input: { text: string }) => Row.parse(JSON.parse(input.text)).id);
export const train = component({}, async (input: { x: number[][]; y: number[] }) => {
  const forest = new RandomForestClassifier({ nEstimators: 5, seed: 42, maxFeatures: 1, replacement: true, noOOB: true });
  forest.train(input.x, input.y);
  return forest.predict(input.x);
});
export const tiny = component({}, async (input: { n: number }) => input.n + 1);`,
      },
      { links },
    );
    expect(await call(bundleOf("train"), "run", { x: [[0], [0.1], [5], [5.1]], y: [0, 0, 1, 1] })).toEqual([0, 0, 1, 1]);
    expect(await call(bundleOf("parse"), "run", { text: '{ "id": "x" }' })).toBe("x");
    expect(codeOf("train")).not.toMatch(/zod|ts-morph|typescript/iu);
    expect(codeOf("parse")).not.toMatch(/RandomForest/u);
    expect(codeOf("tiny").length).toBeLessThan(200);
    expect(codeOf("train").length).toBeLessThan(300_000);
    for (const name of ["train", "parse"]) expect(codeOf(name) + bundleOf(name).map).not.toMatch(/node_modules|\.pnpm/u);
  });
});
