import { pipeline } from "dagwright";
import { notify, ping, score } from "../steps.ts";

export default pipeline("main", async ({ xs, flag }: { xs: number[]; flag: boolean }) => {
  const all = Promise.all([score({ x: 1 }), score({ x: 2 })]);
  const each = Promise.all(xs.map((x) => score({ x })));
  const inline = (async () => notify({ text: "a" }))();
  await all;
  await each;
  await inline;
  const forgotten = xs.map(async (x) => score({ x }));
  const never = (async () => notify({ text: "b" }))();
  const one = flag ? score({ x: 1 }) : score({ x: 2 });
  const settled = xs.map(async (x) => score({ x }));
  await Promise.allSettled(settled);
  await Promise.all(settled);
  const late = ping();
  if (flag) {
    await notify({ text: "first" });
    await late;
  } else await late;
  const half = ping();
  if (flag) await half;
  await one;
  return { half: flag };
});
