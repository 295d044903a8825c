import { pipeline } from "dagwright";
import { add, score } from "../steps.ts";

export const inner = pipeline("inner", async ({ x, step = 1 }: { x: number; step?: number }) => {
  const { value } = await score({ x });
  return await add({ a: value, b: step });
});

export default pipeline("outer", async ({ x }: { x: number }) => {
  const first = await inner({ x });
  const [second, third] = await Promise.all([inner({ x: first, step: 2 }), inner({ x: first })]);
  return second + third;
});
