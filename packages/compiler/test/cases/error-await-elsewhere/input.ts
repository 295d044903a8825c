import { pipeline } from "dagwright";
import { check, score } from "../steps.ts";

export default pipeline("main", async () => {
  const one = score({ x: 1 });
  const two = score({ x: 2 });
  const ok = await check({ name: "a" });
  if (ok) await one;
  try {
    await two;
  } catch {
    return "failed";
  }
  return "fine";
});
