import { pipeline } from "dagwright";
import { add, notify } from "../steps.ts";

export default pipeline("main", async ({ n }: { n: number }) => {
  let start = n;
  let count = 0;
  const total = async () => add({ a: start, b: 1 });
  const counted = async () => {
    count += 1;
    await notify({ text: "counted" });
  };
  const first = total();
  start = 2;
  await first;
  const second = counted();
  const seen = count;
  await second;
  const third = total();
  count = 5;
  return { seen, count, third: await third };
});
