import { pipeline, StepError } from "dagwright";
import { add, load, notify, score } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  let stage = "start";
  let count = 0;
  try {
    ({ count } = await load({ table }));
    stage = "loaded";
    const total = await add({ a: count, b: 1 });
    stage = `added ${total}`;
    await score({ x: total });
  } catch (error) {
    const { kind, message } = error as StepError;
    await notify({ text: `${stage}: ${kind} ${message}` });
    if (error instanceof StepError && error.attempt > 1) stage = "retried";
  } finally {
    await notify({ text: `count ${count}` });
  }
  return { stage, count };
});
