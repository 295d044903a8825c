import { component, container, pipeline, approval, type Dataset, type Model } from "dagwright";
import { SEEDS, MIN_AUC } from "./config.ts";
import { split } from "./split.ts";

export class Data {
  /** Downloads and splits the table. */
  @component({ memory: "2Gi", retries: 2 })
  static async prepare(input: { table: string; seed: number }): Promise<{ train: Dataset; test: Dataset; rows: number }> {
    return split(input.table, input.seed);
  }
}

export const evaluate = component({ cpu: 1 }, async (input: { model: Model; test: Dataset }): Promise<{ auc: number; verdict: "ship" | "hold" }> => {
  const auc = input.model.path.length / input.test.path.length;
  return { auc, verdict: auc >= MIN_AUC ? "ship" : "hold" };
});

export const train = container<{ data: Dataset; seed: number }, { model: Model; loss: number }>({
  image: "ghcr.io/acme/train@sha256:0000000000000000000000000000000000000000000000000000000000000000",
  gpu: 1,
  command: ["python", "-m", "train"],
  args: (i, o) => ["--data", i.data.path, "--seed", i.seed, "--out", o.model.path, "--loss", o.loss.path],
});

export const notify = component({}, async (input: { text: string }): Promise<void> => console.log(input.text));

export const release = component({}, async (input: { candidates: { model: Model; auc: number }[]; reason: string }): Promise<Model> => {
  const [best] = input.candidates.toSorted((a, b) => b.auc - a.auc);
  if (best === undefined) throw new Error("nothing to release");
  return best.model;
});

export default pipeline("churn", async ({ table, minAuc = MIN_AUC }: { table: string; minAuc?: number }) => {
  const { train: data, test, rows } = await Data.prepare({ table, seed: SEEDS[0] });
  try {
    const runs = await Promise.all(
      SEEDS.map(async (seed) => {
        const { model } = await train({ data, seed });
        return { model, ...(await evaluate({ model, test })) };
      }),
    );
    const good = runs.filter((r) => r.auc >= minAuc);
    if (good.length === 0) return { shipped: false };
    const { reason } = await approval({ message: `Ship one of ${good.length}?`, policy: "production" });
    const model = await release({ candidates: good, reason });
    return { shipped: true, model };
  } finally {
    await notify({ text: `done: ${table}, ${rows} rows` });
  }
});
