import { pipeline } from "dagwright";
import { add } from "../steps.ts";

export const even: (input: { x: number }) => Promise<number> = pipeline("even", async ({ x }: { x: number }): Promise<number> => (x > 0 ? await odd({ x }) : 0));
export const odd: (input: { x: number }) => Promise<number> = pipeline("odd", async ({ x }: { x: number }): Promise<number> => {
  const less = await add({ a: x, b: -1 });
  return await even({ x: less });
});
