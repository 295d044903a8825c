import { pipeline, StepError } from "dagwright";
import { notify, score } from "../steps.ts";

const isLate = (error: StepError): boolean => error.kind === "timeout";
/** Glue has the failure as data, so it is read through. */
function textOf(error: unknown, prefix = "failed"): string {
  if (error instanceof StepError) return `${prefix} at ${error.step}`;
  return error instanceof Error ? error.message : String(error);
}

export default pipeline("main", async ({ x }: { x: number }) => {
  try {
    await score({ x });
    if (x > 3) throw new AggregateError([new Error("too much"), new Error("too late")], `not ${x}`);
  } catch (error) {
    if (isLate(error as StepError)) throw error;
    const text = textOf(error);
    await notify({ text });
    await notify({ text: textOf(error, "lost").toUpperCase() });
  }
});
