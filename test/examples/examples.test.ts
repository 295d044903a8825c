/**
 * Every example is a golden for every target: `examples/<topic>/expected/{ir.txt, argo.yaml}`. A golden that is missing or stale fails;
 * `npm run goldens` writes them.
 */
import { existsSync, globSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { compile, type CompiledPipeline } from "@dagwright/compiler";
import { hasErrors, printDocument, renderDiagnostics, verify } from "@dagwright/ir";
import { argo } from "@dagwright/targets";
import { beforeAll, describe, expect, it } from "vitest";
import { root } from "./documents.ts";
import { withoutCode } from "./without-code.ts";

const EXPECTED = ["argo.yaml", "ir.txt"];
/** What one file can be at most, and stay far from what Kubernetes takes of one object. */
const LARGEST_WORKFLOW = 500_000;

const examples = globSync("examples/*/pipeline.ts", { cwd: root })
  .map((path) => join(root, dirname(path)))
  .toSorted();

describe.each(examples.map((folder) => ({ name: folder.slice(root.length + 1), folder })))("$name", ({ folder }) => {
  let pipeline: CompiledPipeline;
  beforeAll(async () => {
    pipeline = await onlyPipeline(folder);
  });

  it("compiles to the document that was reviewed", async () => {
    const { document } = pipeline;
    expect(verify(document)).toEqual([]);
    await golden(folder, "ir.txt", printDocument(document));
  });

  it("lowers to the workflow that was reviewed", async () => {
    const { text, size } = lowered(pipeline);
    await golden(folder, "argo.yaml", withoutCode(text, pipeline.document));
    expect(size).toBeLessThan(LARGEST_WORKFLOW);
  });

  it("says nothing of the machine it was compiled on", () => {
    const made = [
      JSON.stringify(pipeline.document),
      lowered(pipeline).text,
      ...pipeline.bundles.flatMap(({ code, map }) => [code, map ?? ""]),
    ];
    for (const text of made) expect(text).not.toContain(root);
  });

  it("has no golden that nothing makes", () => {
    expect(readdirSync(join(folder, "expected")).toSorted()).toEqual(EXPECTED);
  });
});

describe("the bundles of examples/iris", () => {
  it("carry what their step uses, and nothing else of its file", async () => {
    const { document, bundles } = await onlyPipeline(join(root, "examples/iris"));
    const codeOf = (component: string): string => {
      const { implementation } = document.components[component] ?? expect.fail(`no component ${component}`);
      const digest = implementation.kind === "typescript" ? implementation.bundle : undefined;
      return bundles.find((bundle) => bundle.digest === digest)?.code ?? expect.fail(`no bundle of ${component}`);
    };
    // The first flower, and the name that a saved forest has.
    const [table, learning] = [/5\.1,\s*3\.5,\s*1\.4/u, /RFClassifier/u];
    expect(codeOf("Data.load")).toMatch(table);
    expect(codeOf("trainForest")).toMatch(learning);
    expect(codeOf("Data.load")).not.toMatch(learning);
    expect(codeOf("trainForest")).not.toMatch(table);
    for (const light of ["Data.split", "Data.fold", "writeModelCard"]) expect(codeOf(light).length, light).toBeLessThan(5_000);
  });
});

async function onlyPipeline(folder: string): Promise<CompiledPipeline> {
  const { pipelines, diagnostics, frontend } = await compile({ entries: [join(folder, "pipeline.ts")] });
  const found = [...frontend.typeErrors(), ...diagnostics];
  if (hasErrors(found)) throw new Error(renderDiagnostics(found, (file) => frontend.sourceText(file)));
  const [pipeline, ...others] = pipelines;
  if (pipeline === undefined || others.length > 0) throw new Error(`${folder} declares ${pipelines.length} pipelines`);
  return pipeline;
}

function lowered({ document, bundles }: CompiledPipeline): { readonly text: string; readonly size: number } {
  const bytes = (digest: string | undefined): Uint8Array =>
    Buffer.from(bundles.find((bundle) => bundle.digest === digest)?.code ?? expect.fail(`no code ${digest}`));
  const { files, diagnostics } = argo.lower(document, { wrapper: bytes(document.wrapper), bundle: bytes }, {});
  expect(diagnostics).toEqual([]);
  const text = files.map((file) => file.text).join("---\n");
  return { text, size: Buffer.byteLength(text) };
}

async function golden(folder: string, file: string, text: string): Promise<void> {
  const path = join(folder, "expected", file);
  const state = expect.getState().snapshotState;
  // Vitest writes what is missing; here that takes `--update`.
  if (state?.["_updateSnapshot"] !== "all") expect(existsSync(path), `${path} is missing: npm run goldens`).toBe(true);
  else for (const stale of readdirIfThere(dirname(path)).filter((name) => !EXPECTED.includes(name))) rmSync(join(dirname(path), stale));
  await expect(text).toMatchFileSnapshot(path);
}

const readdirIfThere = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);
