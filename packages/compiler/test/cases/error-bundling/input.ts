import { component, pipeline } from "dagwright";
import { add } from "../steps.ts";

const sums = pipeline("sums", async ({ a, b }: { a: number; b: number }) => add({ a, b }));

export const nested = component({}, async (input: { a: number }): Promise<number> => sums({ a: input.a, b: 1 }));
export const plugin = component({}, async (input: { name: string }): Promise<number> => {
  const loaded: { readonly size: number } = await import(`./${input.name}.ts`);
  return loaded.size;
});

export default pipeline("main", async ({ a, name }: { a: number; name: string }) => {
  await nested({ a });
  await plugin({ name });
});
