import { pipeline } from "dagwright";
import { fit, notify, prepare, release } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { train, rows } = await prepare({ table, seed: 1 });
  const models = await Promise.all([1, 2].map(async (seed) => ({ ...(await fit({ data: train, seed })), seed })));
  const best = models.toSorted((a, b) => a.loss - b.loss)[0]!;
  await notify({ text: `${String(train.metadata["name"])} ${rows} ${best.seed}` });
  return await release({ candidates: [{ model: best.model, auc: 1 - best.loss }] });
});
