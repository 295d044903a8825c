import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { compile, type CompiledPipeline } from "@dagwright/compiler";
import { argo } from "@dagwright/targets";
import { afterAll, beforeAll, expect, it } from "vitest";
import { codeOf } from "../support/differential.ts";
import { createWorkflow, deleteWorkflow, describeNodes, finished, kubectl, logsOf, outputOf } from "./argo.ts";
import { countingFor } from "./counts.ts";

/** What Argo, Kubernetes, YAML and a shell would read as theirs. */
const HOSTILE = `{{workflow.name}} {{= 1 + 1 }} $(HOME) $$ 'a' "b": # \\n\n- &x *x !!str \t ü 💥 \u2028 end`;

let server: Server;
let url: string;
let tellCounts = (): void => {};
beforeAll(async () => {
  tellCounts = countingFor("resources and importers");
  server = createServer((_, response) => response.end("a\nb\nc\n"));
  const host = process.env["CLUSTER_HOST"] ?? "127.0.0.1";
  await new Promise<void>((done) => server.listen(0, host, done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  url = `http://${host}:${address.port}/rows.csv`;
});
afterAll(() => {
  server.close();
  tellCounts();
});

/** The pipeline with these inputs as their defaults. */
function given(program: CompiledPipeline, inputs: Readonly<Record<string, string>>): CompiledPipeline["document"] {
  const { document } = program;
  const entry = document.pipelines[document.entry];
  if (entry === undefined) throw new Error("the document has no entry");
  const fields = Object.entries(entry.inputs).map(([name, field]) => [name, { ...field, default: inputs[name] ?? "" }] as const);
  return { ...document, pipelines: { ...document.pipelines, [document.entry]: { ...entry, inputs: Object.fromEntries(fields) } } };
}

it("Argo makes Kubernetes objects and waits for them, and brings artifacts from outside", async () => {
  const { pipelines } = await compile({ entries: [join(import.meta.dirname, "resources/pipeline.ts")] });
  const [program] = pipelines;
  if (program === undefined) throw new Error("the pipeline does not compile");
  const name = `dagwright-test-${randomUUID().slice(0, 8)}`;
  const stored = `${process.env["S3_ENDPOINT"] ?? ""}/${process.env["S3_BUCKET"] ?? ""}/${name}/rows.csv`;
  expect((await fetch(stored, { method: "PUT", body: "a\nb\n" })).status).toBe(200);
  const inputs = { name, text: HOSTILE, prefix: `${name}-`, url, key: `s3://${process.env["S3_BUCKET"] ?? ""}/${name}/rows.csv` };
  const { files, diagnostics } = argo.lower(given(program, inputs), codeOf(program), { name: "resources" });
  expect(diagnostics).toEqual([]);
  const workflow = await finished(await createWorkflow(files[0]?.text ?? ""), 300);
  if (workflow.phase !== "Succeeded")
    throw new Error(`${workflow.name} is kept:\n${describeNodes(workflow)}\n${await logsOf(workflow.name)}`);
  expect(JSON.parse(outputOf(workflow, "value") ?? "null")).toEqual({
    failed: "job: exit",
    fetched: 3,
    stored: 2,
    missing: `there is nothing at ${inputs.key}-is-not-there in the store of this run`,
  });
  expect(JSON.parse(await kubectl(["get", "configmap", name, "-o", "jsonpath={.data}"]))).toEqual({ text: HOSTILE });
  await kubectl(["delete", "configmap", name]);
  await deleteWorkflow(workflow.name);
});
