import { loop, pipeline } from "dagwright";
import { probe, submit, note, Mode } from "./steps.ts";
export const CASES = [{ job: "a" }, { job: "b", readyAt: 1 }, { job: "c", readyAt: 50 }];
export default pipeline("p03-poll", async ({ job, readyAt = 3 }: { job: string; readyAt?: number }) => {
  const { id } = await submit({ job, mode: Mode.Slow });
  let last = "none";
  for (const turn of loop({ max: 10 })) {
    const { state, progress } = await probe({ turn, job: id, readyAt });
    last = state;
    if (state === "error") throw new Error(`job ${id} failed`);
    if (state === "done") break;
    if (turn % 2 === 0) continue;
    await note({ text: `${id} at ${(progress * 100).toFixed(0)}%` });
  }
  return { id, last };
});
