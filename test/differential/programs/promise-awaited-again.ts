/** A promise that was awaited before a try may be awaited in it, and never fails it. */
import { pipeline } from "dagwright";
import { add, note } from "../steps.ts";

export default pipeline("promise-awaited-again", async ({ n = 2 }: { n?: number }) => {
  const running = add({ a: n, b: 1 });
  await running;
  let seen = 0;
  try {
    seen = (await running).sum;
    await note({ text: `${seen}` });
  } catch {
    await note({ text: "failed" });
  }
  const [{ sum }] = await Promise.all([running, note({ text: "beside" })]);
  return { seen, sum };
});
