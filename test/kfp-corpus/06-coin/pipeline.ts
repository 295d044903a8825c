// KFP: critical/flip_coin
// Exercises: ifs inside ifs, over outputs of steps that ran in the branch; an output inside a text
import { component, pipeline } from "dagwright";

export const flip = component({}, async (input: { seed: number }): Promise<"heads" | "tails"> =>
  input.seed % 2 === 0 ? "heads" : "tails",
);

export const pick = component({}, async (input: { low: number; high: number; seed: number }): Promise<number> => {
  const { low, high, seed } = input;
  return low + ((seed * 7) % (high - low + 1));
});

export const print = component({}, async (input: { text: string }): Promise<void> => console.log(input.text));

export default pipeline("coin", async ({ seed = 4 }: { seed?: number }) => {
  const side = await flip({ seed });
  if (side === "heads") {
    const n = await pick({ low: 0, high: 9, seed });
    if (n > 5) await print({ text: `heads and ${n} > 5` });
    else await print({ text: `heads and ${n} <= 5` });
  } else {
    const n = await pick({ low: 10, high: 19, seed });
    if (n > 15) await print({ text: `tails and ${n} > 15` });
    else await print({ text: `tails and ${n} <= 15` });
  }
});
