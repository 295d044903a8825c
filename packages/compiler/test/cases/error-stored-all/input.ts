import { pipeline } from "dagwright";
import { notify, score } from "../steps.ts";

export default pipeline("main", async ({ xs }: { xs: number[] }) => {
  const all = Promise.all([score({ x: 1 }), score({ x: 2 })]);
  const each = Promise.all(xs.map((x) => score({ x })));
  const inline = (async () => notify({ text: "a" }))();
  await all;
  await each;
  await inline;
});
