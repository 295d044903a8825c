import { pipeline } from "dagwright";
import { add, score } from "../steps.ts";

export default pipeline("main", async () => {
  const sum = await add({ a: 1 });
  await score({ x: sum, lable: "a" });
  await score({ x: "one" });
  return sum;
});
