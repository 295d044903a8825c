import { pipeline } from "dagwright";
import { add } from "../steps.ts";

export default pipeline("main", async () => {
  const [a, b] = await Promise.all([add({ a: b, b: 1 }), add({ a, b: 2 })]);
  return a + b;
});
