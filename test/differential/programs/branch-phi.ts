/** A variable has the value of the branch that was taken. */
import { pipeline } from "dagwright";
import { add, say } from "../steps.ts";

export default pipeline("branch-phi", async ({ n = 4 }: { n?: number }) => {
  const { sum } = await add({ a: n, b: n });
  let label = "none";
  if (sum > 100) {
    label = "huge";
  } else if (sum > 5) {
    const said = await say({ text: `big ${sum}` });
    label = said.text;
  } else {
    label = "small";
  }
  return (await say({ text: `it is ${label}` })).text;
});
