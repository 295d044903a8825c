/** A rejection is an error of the kind `rejected` that can be caught, with the reason for it. */
import { approval, pipeline, type StepError } from "dagwright";
import { add, note } from "../steps.ts";

// `support/answers.ts` answers as the message says.
export default pipeline("approval-rejected", async () => {
  const { sum } = await add({ a: 2, b: 2 });
  let verdict = "approved";
  try {
    await approval({ message: `ask:true:{{=1}} "$(X)" ${sum}`, fields: { n: "number" } });
    await note({ text: "never" });
  } catch (error) {
    const { step, kind, attempt, message } = error as StepError;
    await note({ text: `${step} ${kind} ${attempt} ${message}` });
    verdict = kind;
  }
  await note({ text: `it was ${verdict}` });
  return verdict;
});
