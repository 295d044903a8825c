import { importer, Model, pipeline } from "dagwright";
import { evaluate, prepare } from "../steps.ts";

const base = importer(Model);

export default pipeline("main", async ({ table }: { table: string }) => {
  const [{ test }, model] = await Promise.all([prepare({ table, seed: 1 }), base({ uri: "https://example.com/base.bin" })]);
  return await evaluate({ model, test });
});
