import { pipeline, withOptions, type CallOptions } from "dagwright";
import { load, score } from "../steps.ts";

interface Settings {
  image: string;
  variables: Record<string, string>;
  retries: { limit: number };
  all: CallOptions;
}

export default pipeline("main", async ({ image, variables, retries }: Omit<Settings, "all">) => {
  await withOptions(score, { image })({ x: 1 });
  await withOptions(score, { env: variables })({ x: 1 });
  await withOptions(score, { retries })({ x: 1 });
  const { name } = await load({ table: "t" });
  await withOptions(score, { displayName: name, retries: { limit: 2, backoff: `${retries.limit}s` } })({ x: 1 });
});
