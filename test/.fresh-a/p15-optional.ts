import { pipeline } from "dagwright";
import { maybe, note, page } from "./steps.ts";
export const CASES = [{ some: true }, { some: false }, { some: false, config: { city: null, opts: { deep: { x: 1 } } } }];
interface Config { city?: string | null; opts?: { deep?: { x: number } } }
export default pipeline("p15-optional", async ({ some, config }: { some: boolean; config?: Config }) => {
  const { value, count, user: { name = "nobody", address } = {} , ...rest } = await maybe({ some });
  const city = config?.city ?? address?.city ?? "nowhere";
  const x = config?.opts?.deep?.x;
  if (x != null && x > 0) await note({ text: `x ${x}` });
  if (value) await note({ text: value });
  count ?? (await note({ text: "no count" }));
  address?.city && (await note({ text: address.city }));
  let when = undefined as Date | undefined;
  if (some) when = new Date("2024-05-01T00:00:00Z");
  await page({ title: `${name} @ ${city}`, rows: { ...(x !== undefined && { x }), count: count ?? -1 }, ...(when && { when }) });
  return { value, count, city, name, x, rest: Object.keys(rest) };
});
