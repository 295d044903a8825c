// KFP: essential/pipeline_with_nested_conditions_yaml
// Exercises: ifs inside ifs over outputs of containers; numbers and texts on command lines; output files
import { container, pipeline } from "dagwright";

const image = "python:3.12-slim";

const ROLL = "import pathlib, random, sys; pathlib.Path(sys.argv[1]).write_text(str(random.randint(int(sys.argv[2]), int(sys.argv[3]))))";
const FLIP = "import pathlib, random, sys; pathlib.Path(sys.argv[1]).write_text(random.choice(['heads', 'tails']))";

export const roll = container<{ low: number; high: number }, { value: number }>({
  image,
  command: ["python", "-c", ROLL],
  args: (i, o) => [o.value.path, i.low, i.high],
  fake: async ({ high }) => ({ value: high - 1 }),
});

export const flip = container<{}, { side: "heads" | "tails" }>({
  image,
  command: ["python", "-c", FLIP],
  args: (_, o) => [o.side.path],
  fake: async () => ({ side: "tails" }),
});

export const echo = container<{ text: string }, {}>({
  image,
  command: ["echo"],
  args: (i) => [i.text],
  fake: async () => ({}),
});

/** Flips a coin, then rolls a number whose range depends on it. */
export default pipeline("dice-in-containers", async () => {
  const { side } = await flip({});
  if (side === "heads") {
    const { value } = await roll({ low: 0, high: 9 });
    if (value > 5) await echo({ text: `heads and ${value} > 5` });
    if (value <= 5) await echo({ text: `heads and ${value} <= 5` });
  }
  if (side === "tails") {
    const { value } = await roll({ low: 10, high: 19 });
    if (value > 15) await echo({ text: `tails and ${value} > 15` });
    if (value <= 15) await echo({ text: `tails and ${value} <= 15` });
  }
});
