import { pipeline, type StepError } from "dagwright";
import { notify, score } from "../steps.ts";

class Rejected extends Error {
  status = 400;
}
const isTypeError = (error: unknown): boolean => error instanceof TypeError;
function textOf(error: unknown): string {
  if (error instanceof Rejected) return `rejected with ${error.status}`;
  return (error as StepError).message;
}

export default pipeline("main", async ({ x }: { x: number }) => {
  try {
    await score({ x });
  } catch (error) {
    if (error instanceof Rejected) await notify({ text: "rejected" });
    if (isTypeError(error)) await notify({ text: textOf(error) });
    // Not by its fields.
    await notify({ text: JSON.stringify(error) });
  }
});
