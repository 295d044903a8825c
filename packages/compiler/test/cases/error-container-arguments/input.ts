import { container, pipeline, type Dataset, type Model } from "dagwright";

interface Input {
  data: Dataset;
  seed: number;
  verbose: boolean;
  label?: string;
}
interface Output {
  model: Model;
  loss: number;
}
const image = "ghcr.io/acme/train:1";
const flags = (seed: number): string[] => ["--seed", String(seed)];

export const artifact = container<Input, Output>({ image, args: (i, o) => ["--data", `${i.data}`, "--out", o.model.path] });
export const output = container<Input, Output>({ image, args: (i, o) => ["--loss", `${o.loss}`, "--seed", i.seed] });
export const computed = container<Input, Output>({ image, args: (i) => ["--seed", i.seed * 2, "--label", String(i.label)] });
export const choice = container<Input, Output>({ image, args: (i) => ["--data", i.data.path, ...(i.verbose ? ["--verbose"] : [])] });
export const called = container<Input, Output>({ image, args: (i) => flags(i.seed) });
export const statements = container<Input, Output>({
  image,
  args: (i) => {
    const half = i.seed / 2;
    return ["--seed", half];
  },
});

export default pipeline("main", async (input: { seed: number }) => input.seed);
