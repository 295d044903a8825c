import { pipeline } from "dagwright";
import { add, score } from "../steps.ts";

export default pipeline("main", async () => {
  const running = score({ x: 1 });
  const sum = await add({ a: (running as unknown as { value: number }).value, b: 1 });
  const text = `${running} and ${sum}`;
  return { text, spread: { ...running }, nested: running };
});
