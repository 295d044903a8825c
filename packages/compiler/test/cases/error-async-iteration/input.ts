import { pipeline } from "dagwright";
import { load, notify, score } from "../steps.ts";

async function* batches(count: number): AsyncGenerator<number> {
  for (let i = 0; i < count; i++) yield i;
}

export default pipeline("main", async ({ table }: { table: string }) => {
  const { count } = await load({ table });
  for await (const batch of batches(count)) await notify({ text: `${batch}` });
  const inline = function* () {
    yield score({ x: 1 });
  };
  for (const step of inline()) await step;
  const racing = [score({ x: 1 }), score({ x: 2 })];
  await Promise.race(racing);
  await score({ x: 3 }).then(({ value }) => notify({ text: `${value}` }));
  await notify({ text: table }).finally(() => {});
});
