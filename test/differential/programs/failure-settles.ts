/** What runs beside a failing step ends before its catch begins. */
import { pipeline, type StepError } from "dagwright";
import { add, note, say } from "../steps.ts";

export default pipeline("failure-settles", async () => {
  try {
    const [one, two] = await Promise.all([say({ text: "slow" }), add({ a: 1, b: 1, fail: true }), say({ text: "also fails", fail: true })]);
    return `${one.text} ${two.sum}`;
  } catch (error) {
    const { step, kind, attempt, message } = error as StepError;
    await note({ text: `${step} ${kind} ${attempt} ${message}` });
    return "caught";
  }
});
