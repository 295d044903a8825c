import { pipeline } from "dagwright";
import { score } from "../steps.ts";

export default pipeline("main", async () => {
  const first = await Promise.race([score({ x: 1 }), score({ x: 2 })]);
  const any = await Promise.any([score({ x: 1 }), score({ x: 2 })]);
  return { first, any };
});
