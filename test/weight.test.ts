/** What users' code and steps carry: nothing of what checks and compiles them. The sizes are printed, so that a change is seen. */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { compile, type CompiledBundle, type CompiledPipeline } from "@dagwright/compiler";
import { renderDiagnostics } from "@dagwright/ir";
import { RUNTIME_SYMBOL } from "@dagwright/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { install } from "./determinism/installed.ts";
import { root } from "./support/command.ts";
import { importedBy, loadedBy } from "./weight/loads.ts";

const HEAVY = /\bzod\b|\bts-morph\b|\btypescript\b|\besbuild\b/iu;
const WRAPPER = join(root, "packages/dagwright/dist/exec.bundle.mjs");
const LIGHT = ["packages/dagwright/dist/", "packages/protocol/dist/", "packages/tracking/dist/"];

const named = (files: readonly string[]): readonly string[] => files.map((file) => relative(root, file).split(sep).join("/"));
const sizeOf = (files: readonly string[]): number => files.reduce((sum, file) => sum + statSync(file).size, 0);
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
const isBuiltIn = (name: string): boolean => name.startsWith("node:") || builtinModules.includes(name);

async function onlyPipeline(entry: string, pipeline?: string): Promise<CompiledPipeline> {
  const { pipelines, diagnostics } = await compile({ entries: [entry], ...(pipeline === undefined ? {} : { pipeline }) });
  const [only] = pipelines;
  return only ?? expect.fail(renderDiagnostics(diagnostics, () => undefined));
}

/** Packages that a bundle was made from, by its map. */
function packagesIn({ map = '{"sources":[]}' }: CompiledBundle): readonly string[] {
  const parsed: unknown = JSON.parse(map);
  const sources: unknown = typeof parsed === "object" && parsed !== null && "sources" in parsed ? parsed.sources : [];
  const names = Array.isArray(sources)
    ? sources.map((source) => /^(?<name>(?:@[^/]+\/)?[^/@]+)@\d/u.exec(String(source))?.groups?.["name"])
    : [];
  return [...new Set(names.filter((name) => name !== undefined))].toSorted();
}

describe.each(["dagwright", "dagwright/testing", "dagwright/tracking"])("import %s", (specifier) => {
  it("loads our own light packages and nothing else", async () => {
    const files = await loadedBy(`import ${JSON.stringify(specifier)};`, import.meta.dirname);
    const others = named(files).filter(
      (file) => !LIGHT.some((folder) => file.startsWith(folder)) && file !== "test/weight/record-loads.ts",
    );
    expect(others).toEqual([]);
    const ours = files.filter((file) => !file.endsWith("record-loads.ts"));
    expect(ours.length).toBeGreaterThan(0);
    console.log(`import "${specifier}" loads ${ours.length} files, ${kilobytes(sizeOf(ours))}`);
  });
});

describe("the wrapper that runs inside a step", () => {
  it("is one file that needs nothing but Node", async () => {
    expect((await importedBy(WRAPPER)).filter((name) => !isBuiltIn(name))).toEqual([]);
    const code = readFileSync(WRAPPER);
    expect(HEAVY.exec(code.toString("utf8"))?.[0]).toBeUndefined();
    console.log(`The wrapper: ${kilobytes(code.length)}, ${kilobytes(gzipSync(code).length)} packed`);
  });
});

describe("bundles", () => {
  let folder: string;
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "dagwright-weight-")));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const write = (bundles: readonly CompiledBundle[]): readonly string[] =>
    bundles.map(({ digest, code }) => {
      writeFileSync(join(folder, `${digest}.mjs`), code);
      return join(folder, `${digest}.mjs`);
    });

  it("of examples/iris carry what training needs and nothing that compiles", async () => {
    const { document, bundles } = await onlyPipeline(join(root, "examples/iris/pipeline.ts"), "iris");
    const steps = bundles.filter(({ digest }) => digest !== document.wrapper);
    expect(steps.length).toBeGreaterThan(5);
    const files = write(steps);
    for (const [index, bundle] of steps.entries()) {
      expect(HEAVY.exec(bundle.code)?.[0], bundle.code.slice(0, 500)).toBeUndefined();
      expect(packagesIn(bundle).filter((name) => HEAVY.test(name) || name.includes("dagwright"))).toEqual([]);
      expect((await importedBy(files[index] ?? "")).filter((name) => !isBuiltIn(name))).toEqual([]);
    }
    expect([...new Set(steps.flatMap(packagesIn))]).toContain("ml-random-forest");
    const largest = Math.max(...steps.map(({ code }) => Buffer.byteLength(code)));
    console.log(`examples/iris: ${steps.length} bundles, the largest ${kilobytes(largest)}`);
  });

  it("load nothing beside the wrapper when they run", async () => {
    const { document, bundles } = await onlyPipeline(join(root, "examples/iris/pipeline.ts"), "iris");
    const files = write(bundles.filter(({ digest }) => digest !== document.wrapper));
    // As the wrapper does before it imports a bundle.
    const code = `
      import * as surface from "dagwright";
      globalThis[Symbol.for(${JSON.stringify(RUNTIME_SYMBOL)})] = surface;
      for (const file of ${JSON.stringify(files)}) await import(file);`;
    const loaded = await loadedBy(code, import.meta.dirname);
    expect(files.filter((file) => !loaded.includes(file))).toEqual([]);
    expect(
      named(loaded.filter((file) => !files.includes(file))).filter(
        (file) => !LIGHT.some((one) => file.startsWith(one)) && file !== "test/weight/record-loads.ts",
      ),
    ).toEqual([]);
  });

  it("carry zod where a step calls it, and not where it only gives a type", async () => {
    mkdirSync(join(folder, "by-zod"));
    const project = join(folder, "by-zod");
    writeFileSync(join(project, "package.json"), '{ "name": "by-zod", "type": "module" }');
    writeFileSync(
      join(project, "pipeline.ts"),
      `import { component, pipeline } from "dagwright";
import { z } from "zod";
const Row = z.object({ name: z.string(), size: z.number() });
export const typed = component({}, async (input: { row: z.infer<typeof Row> }): Promise<{ text: string }> => ({ text: input.row.name + input.row.size }));
export const parsed = component({}, async (input: { text: string }): Promise<z.infer<typeof Row>> => Row.parse(JSON.parse(input.text)));
export default pipeline("by-zod", async ({ text }: { text: string }): Promise<{ text: string }> => await typed({ row: await parsed({ text }) }));
`,
    );
    install(project, "workspace", { dagwright: join(root, "examples/iris"), zod: import.meta.dirname });
    const { document, bundles } = await onlyPipeline(join(project, "pipeline.ts"));
    const bundleOf = (component: string): CompiledBundle => {
      const { implementation } = document.components[component] ?? expect.fail(`no component ${component}`);
      const digest = implementation.kind === "typescript" ? implementation.bundle : undefined;
      return bundles.find((one) => one.digest === digest) ?? expect.fail(`no bundle of ${component}`);
    };
    expect(packagesIn(bundleOf("parsed"))).toEqual(["zod"]);
    expect(packagesIn(bundleOf("typed"))).toEqual([]);
    expect(bundleOf("typed").code.length).toBeLessThan(1000);
  });
});
