import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { compile } from "@dagwright/compiler";
import { runPipeline } from "@dagwright/runner";
import { argo } from "@dagwright/targets";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { codeOf } from "../support/differential.ts";
import { createWorkflow, deleteWorkflow, describeNodes, finished, logsOf, outputOf } from "./argo.ts";
import { countingFor } from "./counts.ts";

let tellCounts = (): void => {};
beforeAll(() => void (tellCounts = countingFor("iris")));
afterAll(() => tellCounts());

const root = fileURLToPath(new URL("../../", import.meta.url));
const verdict = z.object({ accepted: z.boolean(), forest: z.string(), accuracy: z.number(), crossValidated: z.number() });

/** Argo's own offline linter, where the cluster's tool is. */
async function lint(manifest: string, folder: string): Promise<string> {
  const tool = process.env["DAGWRIGHT_CLUSTER_TOOL"] ?? join(root, "../shared/cluster/cluster");
  if (!existsSync(tool)) throw new Error("set DAGWRIGHT_CLUSTER_TOOL to the cluster's tool, which has Argo's linter");
  const file = join(folder, "iris.yaml");
  writeFileSync(file, manifest);
  return (await promisify(execFile)(tool, ["lint", file])).stdout;
}

it("iris passes Argo's linter, and gives the local accuracy on the controller", async () => {
  const { pipelines } = await compile({ entries: [join(root, "examples/iris/pipeline.ts")], pipeline: "iris" });
  const [iris] = pipelines;
  if (iris === undefined) throw new Error("iris does not compile");
  const { files, diagnostics } = argo.lower(iris.document, codeOf(iris), { name: "iris" });
  expect(diagnostics).toEqual([]);
  const manifest = files[0]?.text ?? "";
  const folder = mkdtempSync(join(tmpdir(), "dagwright-iris-"));
  try {
    expect(await lint(manifest, folder)).toContain("no linting errors");
    const workflow = await finished(await createWorkflow(manifest), 600);
    if (workflow.phase !== "Succeeded")
      throw new Error(`${workflow.name} is kept:\n${describeNodes(workflow)}\n${await logsOf(workflow.name)}`);
    const onArgo = verdict.parse(JSON.parse(outputOf(workflow, "value") ?? "null"));

    const code = codeOf(iris);
    const local = await runPipeline({
      document: iris.document,
      bundles: code.bundle,
      wrapper: createRequire(import.meta.url).resolve("dagwright/exec-bundle"),
      home: join(folder, "home"),
      tracking: "off",
    });
    expect(verdict.parse(local.outputs)).toEqual(onArgo);
    expect(onArgo.accuracy).toBeGreaterThanOrEqual(0.9);
    await deleteWorkflow(workflow.name);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
