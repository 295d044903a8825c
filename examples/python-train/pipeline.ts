import { type Model, pipeline } from "dagwright";
import { evaluate } from "./evaluate.ts";
import { prepare } from "./prepare.ts";
import { train } from "./train.ts";

/** TypeScript makes the files, Python learns from them, TypeScript judges what came out. */
export default pipeline(
  "stopping-distance",
  async ({ holdOut = 5 }: { holdOut?: number }): Promise<{ model: Model; loss: number; rmse: number }> => {
    const { train: data, test } = await prepare({ holdOut });
    const { model, loss } = await train({ data });
    const { rmse } = await evaluate({ model, test });
    return { model, loss, rmse };
  },
);
