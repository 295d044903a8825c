import { pipeline } from "dagwright";
import { check, score } from "../steps.ts";

export default pipeline("main", async () => {
  const running = score({ x: 1 });
  if (await check({ name: "a" })) return 0;
  const { value } = await running;
  try {
    return (await check({ name: "b" })) ? value : 1;
  } finally {
    await check({ name: "c" });
  }
});

export const second = pipeline("second", async (): Promise<boolean> => {
  try {
    return check({ name: "d" });
  } catch {
    return false;
  }
});
