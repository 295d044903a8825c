import { component, container, type Dataset, type Model } from "dagwright";

interface Row {
  id: number;
  name: string;
  value: number;
}

export const load = component(
  {},
  async ({ table }: { table: string }): Promise<{ rows: Row[]; count: number; best?: number; day: Date }> => {
    const rows = [{ id: 1, name: table, value: 1 }];
    return { rows, count: rows.length, day: new Date(0) };
  },
);
export const score = component({}, async ({ x }: { x: number }): Promise<{ value: number; good: boolean }> => ({ value: x, good: x > 0 }));
export const check = component({}, async ({ name }: { name: string }): Promise<boolean> => name !== "");
export const notify = component({}, async ({ text }: { text: string }): Promise<void> => console.log(text));
export const train = container<{ rows: Dataset; seed: number }, { model: Model; loss: number }>({
  image: "ghcr.io/acme/train:1",
  command: ["train"],
  args: (i, o) => ["--rows", i.rows.path, "--seed", i.seed, "--model", o.model.path, "--loss", o.loss.path],
});
