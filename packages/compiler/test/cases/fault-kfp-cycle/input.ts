import { pipeline } from "dagwright";
import { add } from "../steps.ts";

export default pipeline("main", async () => {
  const first = await add({ a: second, b: 1 });
  const second = await add({ a: first, b: 2 });
  return second;
});

export const ping = pipeline("ping", async (): Promise<number> => pong());
export const pong = pipeline("pong", async (): Promise<number> => ping());
