import { pipeline } from "dagwright";
import { add, load, notify } from "../steps.ts";

export default pipeline("main", { order: "dataflow", onFailure: "stop", onExit: notify }, async ({ text }: { text: string }) => {
  await notify({ text });
  const { count } = await load({ table: text });
  await notify({ text: "between" });
  await add({ a: count, b: 1 });
});
