import { pipeline } from "dagwright";
import { add, numbers, score } from "../steps.ts";

export default pipeline("main", async () => {
  await add({ a: "one", b: 2 });
  await add({ a: 1 });
  await score({ x: 1, y: 2 });
  const list = await Promise.all([1, 2].map((upTo) => numbers({ upTo })));
  await score({ x: list });
});
