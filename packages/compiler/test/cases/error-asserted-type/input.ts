import { pipeline } from "dagwright";
import { add, load, maybe, notify } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { best } = await load({ table });
  await add({ a: best!, b: 1 });
  await notify({ text: (await maybe({ name: table })) as string });
});
