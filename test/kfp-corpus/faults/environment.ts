// An environment variable, memory and retries that an output decides.
import { component, pipeline, withOptions } from "dagwright";

export const load = component({}, async (input: { table: string }): Promise<{ name: string; rows: number }> => ({
  name: input.table,
  rows: 3,
}));

export const tell = component({ env: { REGION: "eu" } }, async (): Promise<string> => `${process.env["REGION"]} of ${process.env["NAME"]}`);

export default pipeline("environment", async () => {
  const { name, rows } = await load({ table: "ann" });
  const options = { memory: `${rows * 64}Mi`, retries: rows } as const;
  return [
    await withOptions(tell, { ...options, env: { NAME: name } })(),
    await withOptions(tell, { ...options, env: { NAME: name.toUpperCase() } })(),
  ];
});
