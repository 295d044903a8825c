import { component, pipeline } from "dagwright";
import config from "./config.json";
import { seeds, table } from "./config.json";
import * as all from "./config.json";

export const fit = component({}, async (input: { seed: number; limits: Limits; table: string }): Promise<number> => input.seed + all.seeds.length);

export default pipeline("constants", async ({ name = table }: { name?: string }) => {
  const losses = await Promise.all(seeds.map((seed) => fit({ seed, limits: config.limits, table: name })));
  return { losses, share: all.limits.share };
});
