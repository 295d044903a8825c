import { component, Dataset, pipeline } from "dagwright";
import { add, fit, load, notify, prepare } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { count, name } = await load({ table });
  const { train, rows } = await prepare({ table, seed: 1 });
  // Files are results in their own right, and what is awaited without a variable is there for its effect.
  const { model } = await fit({ data: train, seed: 2 });
  await add({ a: 1, b: 2 });
  for (const seed of [1, 2]) {
    const sum = await add({ a: seed, b: rows });
    const other = await add({ a: seed, b: sum });
    if (seed === 2) await notify({ text: `${other}` });
  }
  const last = await add({ a: 3, b: 4 });
  console.log(last, model);
});

interface Tree {
  file: Dataset;
  parts: Tree[];
}

export const plant = component({}, async (): Promise<Tree> => ({ file: Dataset.fromText("x"), parts: [] }));

/** Files are results in their own right, also in a type that holds itself. */
export const files = pipeline("files", async () => {
  const tree = await plant();
});
