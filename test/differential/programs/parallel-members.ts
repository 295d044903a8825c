/** Steps of different types run side by side and give a tuple. */
import { pipeline } from "dagwright";
import { add, say, total } from "../steps.ts";

export default pipeline("parallel-members", async () => {
  const [left, right, word] = await Promise.all([add({ a: 1, b: 2 }), add({ a: 3, b: 4 }), say({ text: "hi" })]);
  return total({ values: [left.sum, right.sum, word.length] });
});
