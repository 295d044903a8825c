// What must compile, with the types that users wrote.
import { z } from "zod";
import {
  approval,
  artifactType,
  component,
  container,
  importer,
  kubernetesResource,
  parallelMap,
  pipeline,
  run,
  secret,
  step,
  StepError,
  withOptions,
  type Artifact,
  Dataset,
  type Model,
} from "dagwright";
import { fake, recordCalls, withApprovals, withFakes } from "dagwright/testing";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Equal<A, B>): void => {};

// ---- components ----
export const nothing = component({}, async () => {});
same<typeof nothing, () => Promise<void>>(true);

/** Kept docs. */
export const evaluate = component(
  { cpu: 1, memory: "2Gi", gpu: 1, retries: { limit: 2, backoff: "10s", on: "failure" }, timeout: "90s", cache: false, env: { TOKEN: secret("a", "b"), X: "y" } },
  async (input: { model: Model; test?: Dataset }): Promise<{ auc: number; verdict: "ship" | "hold" }> => ({ auc: step.attempt, verdict: "ship" }),
);
same<typeof evaluate, (input: { model: Model; test?: Dataset }) => Promise<{ auc: number; verdict: "ship" | "hold" }>>(true);

export const generic = component({}, async <T extends "a" | "b">(input: { choice: T; list: readonly T[] }): Promise<{ choice: T }> => ({ choice: input.choice }));
export const chosen: Promise<{ choice: "a" }> = generic({ choice: "a", list: ["a"] });

interface Tree {
  readonly name: string;
  readonly children: readonly Tree[];
  readonly parent?: Tree | null;
}
type Shape = { kind: "circle"; r: number } | { kind: "box"; w: number; h: number };
enum Color {
  Red = "red",
  Blue = "blue",
}
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
const Row = z.object({ id: z.number(), tags: z.array(z.string()).optional(), at: z.date(), mode: z.enum(["x", "y"]).nullable(), branded: z.string().brand<"Id">() });
const Loop = z.object({
  name: z.string(),
  get inner() {
    return Loop.optional();
  },
});

export const wide = component(
  {},
  async (input: {
    tree: Tree;
    shapes: readonly Shape[];
    record: Record<string, { n: number }>;
    pair: [string, number];
    color: Color;
    when: Date | null;
    json: Json;
    row: z.infer<typeof Row>;
    loop: z.infer<typeof Loop>;
    either: Dataset | Model;
    any: Artifact;
    counted: { [index: number]: string };
  }): Promise<Tree | undefined> => input.tree,
);
export const optional = component({}, async (input?: { n?: number }): Promise<number[]> => [input?.n ?? 0]);
export const destructured = component({}, async ({ n = 1 }: { n?: number }): Promise<number> => n);

// ---- containers and other steps ----
export const train = container<{ data: Dataset; seed: number; note?: string }, { model: Model; loss: number }>({
  image: "python",
  gpu: 1,
  command: ["python", "-m", "train"],
  args: (i, o) => ["--data", i.data.path, "--seed", i.seed, ...(i.note === undefined ? [] : ["--note", i.note]), "--out", o.model.path, "--loss", o.loss.path],
});
same<typeof train, (input: { data: Dataset; seed: number; note?: string }) => Promise<{ model: Model; loss: number }>>(true);
const Report = artifactType("Report");
export const table = importer(Dataset);
same<typeof table, (input: { uri: string }) => Promise<Dataset>>(true);
export const job = kubernetesResource<{ name: string }>({
  action: "create",
  manifest: (i) => ({ apiVersion: "batch/v1", kind: "Job", metadata: { name: i.name }, spec: {} }),
  success: "status.succeeded > 0",
});
export const report: Artifact<"Report"> = Report.fromText("x", { name: "a.txt", metadata: { rows: 1 } });
export const read: Promise<{ a: number }> = report.json<{ a: number }>();

// ---- pipelines ----
export const main = pipeline("churn", async ({ table: name, minAuc = 0.5 }: { table: string; minAuc?: number }) => {
  const data = await table({ uri: name });
  const runs = await Promise.all([1, 2].map(async (seed) => ({ seed, ...(await train({ data, seed })) })));
  const bounded = await parallelMap(runs, async ({ model }) => await withOptions(evaluate, { memory: "4Gi", displayName: "judge" })({ model }), { concurrency: 2 });
  const pair = await parallelMap(["a", 1] as const, async (item, index) => `${item}${index}`, { concurrency: 1 });
  const answer = await approval({ message: run.id, fields: { region: ["eu", "us"], slots: "number", urgent: "boolean" } });
  same<typeof answer.region, "eu" | "us">(true);
  same<typeof answer.slots, number>(true);
  same<typeof pair, [string, string]>(true);
  return { best: bounded[0]?.auc ?? minAuc, by: answer.by, urgent: answer.urgent };
});
same<typeof main, ({ table, minAuc }: { table: string; minAuc?: number }) => Promise<{ best: number; by: string; urgent: boolean }>>(true);

export const cleanUp = component({}, async (input: { table: string }) => {});
export const guarded = pipeline("guarded", { onFailure: "stop", order: "dataflow", onExit: cleanUp }, async ({ table: name }: { table: string; n: number }): Promise<string> => name);

// ---- testing ----
export const tested = async (): Promise<void> => {
  const value = await withFakes([[train, async ({ seed }) => ({ model: report as unknown as Model, loss: seed })], fake(evaluate, async () => ({ auc: 1, verdict: "hold" }))], () => main({ table: "t" }));
  same<typeof value, { best: number; by: string; urgent: boolean }>(true);
  await withApprovals({ "*": { reason: "fine" } }, () => main({ table: "t" }));
  const { outcome, calls } = await recordCalls(() => main({ table: "t" }));
  if (outcome.status === "succeeded") same<typeof outcome.value.best, number>(true);
  else if (outcome.error instanceof StepError) same<typeof outcome.error.kind, "thrown" | "exit" | "timeout" | "infrastructure" | "rejected" | "invalid-output">(true);
  void calls;
};
