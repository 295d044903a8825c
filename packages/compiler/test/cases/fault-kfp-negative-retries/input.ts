import { component, pipeline, withOptions } from "dagwright";
import { score } from "../steps.ts";

export const stubborn = component({ retries: -3 }, async (input: { x: number }): Promise<number> => input.x);

export default pipeline("main", async () => {
  await stubborn({ x: 1 });
  await withOptions(score, { retries: { limit: -1 } })({ x: 1 });
});
