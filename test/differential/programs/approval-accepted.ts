/** A pipeline waits for a person, and goes on with what was answered. */
import { approval, pipeline } from "dagwright";
import { add, note } from "../steps.ts";

// `support/answers.ts` answers as the message says.
export default pipeline("approval-accepted", async () => {
  const { sum } = await add({ a: 1, b: 2 });
  const { by, reason, n } = await approval({ message: `ask:false:{{=1}} "$(X)" ${sum}`, fields: { n: "number" } });
  await note({ text: `${by} said ${reason}` });
  return { reason, total: (await add({ a: sum, b: n })).sum };
});
