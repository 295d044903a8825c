/** Runs workflows on the real controller: `kubectl` and nothing else. */
import { execFile } from "node:child_process";
import { gunzipSync } from "node:zlib";
import { promisify } from "node:util";
import { z } from "zod";
import { countWorkflow } from "./counts.ts";

const run = promisify(execFile);

export async function kubectl(args: readonly string[], stdin?: string): Promise<string> {
  const child = run("kubectl", [...args], { maxBuffer: 256 * 1024 * 1024, encoding: "utf8" });
  if (stdin !== undefined) child.child.stdin?.end(stdin);
  return (await child).stdout;
}

const parametersSchema = z.array(z.object({ name: z.string(), value: z.unknown().optional() })).optional();
const nodeSchema = z.object({
  id: z.string(),
  name: z.string(),
  displayName: z.string(),
  type: z.string(),
  phase: z.string().optional(),
  templateName: z.string().optional(),
  children: z.array(z.string()).optional(),
  message: z.string().optional(),
  inputs: z.object({ parameters: parametersSchema }).optional(),
  outputs: z.object({ parameters: parametersSchema }).optional(),
});
const workflowSchema = z.object({
  metadata: z.object({ name: z.string() }),
  status: z
    .object({
      phase: z.string().optional(),
      message: z.string().optional(),
      nodes: z.record(z.string(), nodeSchema).optional(),
      compressedNodes: z.string().optional(),
    })
    .optional(),
});

export type ArgoNode = z.infer<typeof nodeSchema>;
export interface FinishedWorkflow {
  readonly name: string;
  readonly phase: string;
  readonly message: string;
  readonly nodes: readonly ArgoNode[];
}

export async function createWorkflow(manifest: string): Promise<string> {
  return workflowSchema.parse(JSON.parse(await kubectl(["create", "--validate=strict", "-f", "-", "-o", "json"], manifest))).metadata.name;
}

export async function readWorkflow(name: string): Promise<FinishedWorkflow> {
  const { status } = workflowSchema.parse(JSON.parse(await kubectl(["get", "workflow", name, "-o", "json"])));
  const packed = status?.compressedNodes;
  const nodes =
    packed === undefined || packed === ""
      ? (status?.nodes ?? {})
      : z.record(z.string(), nodeSchema).parse(JSON.parse(gunzipSync(Buffer.from(packed, "base64")).toString()));
  return { name, phase: status?.phase ?? "", message: status?.message ?? "", nodes: Object.values(nodes) };
}

const ENDED = new Set(["Succeeded", "Failed", "Error"]);

/** Waits until the workflow ends; `each` sees every look at it. Throws after the deadline, naming what still runs. */
export async function finished(
  name: string,
  seconds: number,
  each: (workflow: FinishedWorkflow) => Promise<void> = async () => {},
): Promise<FinishedWorkflow> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const workflow = await readWorkflow(name);
    if (ENDED.has(workflow.phase)) {
      countWorkflow(workflow);
      return workflow;
    }
    await each(workflow);
    if (Date.now() > deadline)
      throw new Error(`${name} is still ${workflow.phase || "unseen"} after ${seconds} s\n${describeNodes(workflow)}`);
    await new Promise((done) => setTimeout(done, 1000));
  }
}

export const describeNodes = (workflow: FinishedWorkflow): string =>
  workflow.nodes.map((node) => `  ${node.displayName} ${node.type} ${node.phase ?? ""} ${node.message ?? ""}`).join("\n");

export const logsOf = (workflow: string): Promise<string> =>
  kubectl(["logs", "-l", `workflows.argoproj.io/workflow=${workflow}`, "-c", "main", "--tail=-1", "--max-log-requests=200"]);

export const deleteWorkflow = (name: string): Promise<string> => kubectl(["delete", "workflow", name, "--wait=false"]);

/** What a person's `argo resume` or `argo stop --node-field-selector` does: gives a suspended node its outputs, then ends it. */
export function endSuspended(workflow: string, node: ArgoNode, phase: "Succeeded" | "Failed", outputs: Readonly<Record<string, string>>) {
  const parameters = Object.entries(outputs).map(([name, value]) => ({ name, value }));
  const finishedAt = new Date().toISOString().replace(/\.\d+Z$/u, "Z");
  const ended = { phase, message: "answered by a test", finishedAt, outputs: { parameters } };
  // The controller looks at a workflow again when a label of it changes.
  const patch = { status: { nodes: { [node.id]: ended } }, metadata: { labels: { "dagwright.test/answered": node.id } } };
  return kubectl(["patch", "workflow", workflow, "--type", "merge", "-p", JSON.stringify(patch)]);
}

/** An output parameter of the workflow's entry. */
export function outputOf(workflow: FinishedWorkflow, parameter: string): string | undefined {
  const entry = workflow.nodes.find((node) => node.name === workflow.name);
  const value = entry?.outputs?.parameters?.find(({ name }) => name === parameter)?.value;
  return typeof value === "string" ? value : undefined;
}
