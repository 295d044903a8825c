import { pipeline, withOptions } from "dagwright";
import { add, score } from "../steps.ts";

const BIG = { memory: "8Gi", retries: 3 } as const;

export default pipeline("main", async ({ x }: { x: number }) => {
  const { value } = await withOptions(score, { ...BIG, timeout: "10m", displayName: "Big score" })({ x });
  const fast = withOptions(add, { cpu: 4 });
  return await fast({ a: value, b: 1 });
});
