import { approval, pipeline } from "dagwright";
import { evaluate, fit, notify, prepare } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { train, test } = await prepare({ table, seed: 1 });
  const { model } = await fit({ data: train, seed: 1 });
  const { auc } = await evaluate({ model, test });
  const { reason, by, stage } = await approval({
    message: `Ship ${table} at ${auc}?`,
    policy: "production",
    subject: model,
    fields: { stage: ["blue", "green"], weight: "number" },
    expires: "2d",
  });
  await notify({ text: `${by}: ${reason} ${stage}` });
});
