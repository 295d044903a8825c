import { component, pipeline } from "dagwright";

interface Options {
  epochs?: number;
  deep?: { rate?: number; name: string };
  seeds?: number[];
  late?: string;
}

export const fit = component({}, async (input: { epochs: number; rate: number; name: string; seed: number }): Promise<number> => input.rate);

export default pipeline("defaults", async (options: Options) => {
  const { epochs = 4, deep: { rate = 0.1, name } = { name: "first" }, seeds: [seed = 9] = [] } = options;
  const loss = await fit({ epochs, rate, name, seed });
  return { loss, late: options.late ?? "never" };
});
