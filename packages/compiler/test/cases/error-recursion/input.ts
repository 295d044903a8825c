import { pipeline } from "dagwright";
import { add, notify } from "../steps.ts";

export const even: (input: { x: number }) => Promise<number> = pipeline("even", async ({ x }: { x: number }): Promise<number> => (x > 0 ? await odd({ x }) : 0));
export const odd: (input: { x: number }) => Promise<number> = pipeline("odd", async ({ x }: { x: number }): Promise<number> => {
  const less = await add({ a: x, b: -1 });
  await down(less);
  return await even({ x: less });
});

async function down(x: number): Promise<void> {
  await notify({ text: `${x}` });
  if (x > 0) await down(await add({ a: x, b: -1 }));
}
