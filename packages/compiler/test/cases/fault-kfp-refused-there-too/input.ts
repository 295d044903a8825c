import { component, pipeline } from "dagwright";
import { add, load, notify, score } from "../steps.ts";

export const greedy = component({ cpu: "lots", memory: "2 gigs" }, async (input: { x: number }): Promise<number> => input.x);

export default pipeline("main", async ({ flag }: { flag: boolean }) => {
  await add(1, 2);
  if (flag) {
    const { value } = await score({ x: 1 });
    await notify({ text: `${value}` });
  }
  await notify({ text: `${value}` });

  let text: string;
  if (flag) text = "set on one way only";
  await notify({ text });

  const { count, rows } = await load({ table: "t" });
  await Promise.all(count.map((n) => score({ x: n })));
  await notify({ text: rows.output });
  await greedy({ x: 1 });
});
