import { Model, pipeline } from "dagwright";
import { fit, notify, prepare } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { train } = await prepare({ table, seed: 1 });
  const { model } = await fit({ data: train, seed: 1 });
  await notify({ text: model.path });
  await notify({ text: model.digest });
  await notify({ text: [model].map((each) => each.uri).join() });
  const made = Model.fromText("weights");
  await notify({ text: made.metadata["name"] as string });
});
