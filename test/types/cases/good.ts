// Everything here must compile, and keep the types that were written.
import {
  approval,
  artifactType,
  component,
  container,
  Dataset,
  importer,
  kubernetesResource,
  loop,
  Markdown,
  Model,
  parallelMap,
  pipeline,
  run,
  secret,
  step,
  StepError,
  withOptions,
  type Artifact,
  type Metrics,
} from "dagwright";
import { fake, recordCalls, withApprovals, withFakes } from "dagwright/testing";
import { z } from "zod";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Equal<A, B>): void => {};

// the function form returns exactly the function's type
export const evaluate = component({ cpu: 1, memory: "2Gi", retries: 2, timeout: "30m" }, async (input: { model: Model; test: Dataset }): Promise<{ auc: number; verdict: "ship" | "hold" }> => {
  step.log.metric("rows", (await input.test.text()).length, { step: step.attempt });
  return { auc: 1, verdict: "ship" };
});
same<typeof evaluate, (input: { model: Model; test: Dataset }) => Promise<{ auc: number; verdict: "ship" | "hold" }>>(true);

export const noInput = component({}, async () => 3);
same<typeof noInput, () => Promise<number>>(true);
export const nothing = component({}, async (_: { text: string }): Promise<void> => {});
export const optional = component({}, async ({ a = 1, b }: { a?: number; b?: string | undefined }): Promise<{ a: number; b?: string }> => (b === undefined ? { a } : { a, b }));
export const optionalInput = component({}, async (input?: { a?: number }): Promise<number> => input?.a ?? 0);
export const defaulted = component({}, async ({ a = 1 }: { a?: number } = {}): Promise<number> => a);

// what may cross a step boundary
interface Tree {
  readonly value: number;
  readonly children: readonly Tree[];
}
type Shape = { kind: "circle"; radius: number } | { kind: "square"; side: number };
enum Level {
  Low = "low",
  High = "high",
}
type Branded = string & { readonly __brand: "id" };
export const shapes = component(
  {},
  async (input: {
    tree: Tree;
    shape: Shape;
    when: Date;
    either: string | number | null;
    table: Record<string, number[]>;
    pair: readonly [string, number?];
    level: Level;
    id: Branded;
    any: Artifact;
    flag?: true;
  }): Promise<{ shapes: Shape[]; when: Date; metrics: Metrics | null }> => ({ shapes: [input.shape], when: input.when, metrics: null }),
);

// inferred results
export const inferred = component({}, async (input: { xs: number[] }) => ({ sum: input.xs.length, card: Markdown.fromText("# hi"), list: input.xs.map((x) => ({ x })) }));
same<Awaited<ReturnType<typeof inferred>>, { sum: number; card: Markdown; list: { x: number }[] }>(true);

// generics survive
export const first = component({}, async <T extends { id: string }>(input: { items: T[] }): Promise<{ item: T }> => {
  const [item] = input.items;
  if (item === undefined) throw new Error("empty");
  return { item };
});
export const asText = component({}, async <const K extends string>(input: { keys: readonly K[] }): Promise<Record<K, number>> => Object.fromEntries(input.keys.map((key) => [key, 1])) as Record<K, number>);

// the decorated form
export class Data {
  /** Downloads. */
  @component({ memory: "2Gi", retries: { limit: 2, backoff: "10s", on: "infrastructure" }, env: { TOKEN: secret("registry", "token"), MODE: "fast" } })
  static async prepare(input: { table: string; seed: number }): Promise<{ train: Dataset; test: Dataset; rows: number }> {
    return { train: Dataset.fromText(input.table), test: Dataset.fromJson([1], { name: "x.json", metadata: { rows: 1 } }), rows: input.seed };
  }

  @component()
  static async load(): Promise<Dataset> {
    return Dataset.fromFile("data.csv", { metadata: { rows: 3, source: "web", full: true } });
  }

  @component()
  static async pick<T extends { id: string }>(input: { items: T[]; at?: number }): Promise<{ item: T | null }> {
    return { item: input.items[input.at ?? 0] ?? null };
  }
}
same<typeof Data.prepare, (input: { table: string; seed: number }) => Promise<{ train: Dataset; test: Dataset; rows: number }>>(true);

// containers
export const train = container<{ data: Dataset; seed: number; note?: string }, { model: Model; loss: number }>({
  image: "ghcr.io/acme/train:1",
  gpu: 1,
  command: ["python", "-m", "train"],
  args: (i, o) => ["--data", i.data.path, "--seed", i.seed, ...(i.note === undefined ? [] : ["--note", i.note]), "--out", o.model.path, "--loss", o.loss.path],
  fake: async ({ seed }) => ({ model: Model.fromText("m"), loss: seed }),
});
same<typeof train, (input: { data: Dataset; seed: number; note?: string }) => Promise<{ model: Model; loss: number }>>(true);

export const fetchModel = importer(Model);
same<Awaited<ReturnType<typeof fetchModel>>, Model>(true);
export const Report = artifactType("Report");
export const makeReport = component({}, async () => Report.fromText("r"));
same<Awaited<ReturnType<typeof makeReport>>, Artifact<"Report">>(true);

export const job = kubernetesResource<{ name: string; size: number }>({
  action: "create",
  manifest: (i) => ({ apiVersion: "batch/v1", kind: "Job", metadata: { name: i.name }, spec: { parallelism: i.size } }),
  success: "status.succeeded > 0",
});

// per call
const large = withOptions(train, { memory: "64Gi", displayName: "large" });
same<typeof large, typeof train>(true);
same<typeof generic, typeof first>(true);
const generic = withOptions(first, { cpu: "500m" });
// what a run decides
export const sized = (gigabytes: number, name: string, tries: number, minutes: number) =>
  withOptions(train, { memory: `${gigabytes}Gi`, cpu: gigabytes, gpu: tries, retries: { limit: tries }, timeout: `${minutes}m`, env: { NAME: name }, labels: { name } });
same<ReturnType<typeof sized>, typeof train>(true);

// pipelines
const SEEDS = [1, 2, 3] as const;
export default pipeline("churn", async ({ table, minAuc = 0.8 }: { table: string; minAuc?: number }) => {
  const { train: data, test, rows } = await Data.prepare({ table, seed: SEEDS[0] });
  try {
    const runs = await Promise.all(
      SEEDS.map(async (seed) => {
        const { model } = await large({ data, seed });
        return { model, ...(await evaluate({ model, test })) };
      }),
    );
    const good = runs.filter((r) => r.auc >= minAuc);
    const { item } = await first({ items: [{ id: "a", size: 3 }] });
    same<typeof item, { id: string; size: number }>(true);
    const [top] = good;
    if (top === undefined) return { shipped: false };
    const { reason, stars, channel, by, at } = await approval({ message: `Ship one of ${good.length}?`, policy: "production", subject: top.model, fields: { stars: "number", channel: ["beta", "stable"] }, expires: "2d" });
    same<[typeof reason, typeof stars, typeof channel, typeof by, typeof at], [string, number, "beta" | "stable", string, Date]>(true);
    for (const turn of loop({ max: 3 })) if (same<typeof turn, number>(true) === undefined && turn > 1) break;
    const scores = await parallelMap([1, 2, 3], async (n, index) => ({ n, index }), { concurrency: 2 });
    same<(typeof scores)[number], { n: 1 | 2 | 3; index: number }>(true);
    return { shipped: true, model: top.model, startedAt: run.startedAt, id: run.id };
  } catch (error) {
    if (error instanceof StepError && error.kind === "timeout") return { shipped: false, attempt: error.attempt };
    throw error;
  } finally {
    await nothing({ text: `done: ${table}, ${rows} rows` });
  }
});
export const plain = pipeline("plain", { order: "dataflow", onFailure: "stop", onExit: nothing }, async (input: { text: string }) => await optional({ b: input.text }));
same<typeof plain, (input: { text: string }) => Promise<{ a: number; b?: string }>>(true);
export const without = pipeline("without", async () => {
  await noInput();
});
export const genericPipeline = pipeline("generic", async <T extends { id: string }>({ items }: { items: T[] }) => await first({ items }));
same<typeof genericPipeline, <T extends { id: string }>(input: { items: T[] }) => Promise<{ item: T }>>(true);

// types that zod infers
const Row = z.object({ id: z.number(), tags: z.array(z.string()).optional(), at: z.date(), mode: z.enum(["x", "y"]).nullable(), key: z.string().brand<"Key">() });
const Chain = z.object({
  name: z.string(),
  get inner() {
    return Chain.optional();
  },
});
export const rows = component({}, async (input: { rows: z.infer<typeof Row>[]; chain: z.infer<typeof Chain> }): Promise<z.infer<typeof Row> | null> => input.rows[0] ?? null);

// recursion through a union
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export const anyJson = component({}, async (input: { json: Json; either: Dataset | Model; counted: { [index: number]: string } }): Promise<Json | undefined> => input.json);

// testing
export const tested = async (): Promise<void> => {
  const value = await withFakes([[noInput, async () => 4], fake(optional, async ({ a = 1 }) => ({ a }))], () => plain({ text: "t" }));
  same<typeof value, { a: number; b?: string }>(true);
  await withApprovals({ production: { reason: "fine", fields: { stars: 3, channel: "beta" } } }, () => without());
  const { outcome } = await recordCalls(() => plain({ text: "t" }));
  if (outcome.status === "succeeded") same<typeof outcome.value, { a: number; b?: string }>(true);
};
