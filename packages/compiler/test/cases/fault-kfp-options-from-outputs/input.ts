import { pipeline, withOptions } from "dagwright";
import { load, score } from "../steps.ts";

export default pipeline("main", async () => {
  const { name } = await load({ table: "t" });
  await withOptions(score, { env: { NAME: name } })({ x: 1 });
});
