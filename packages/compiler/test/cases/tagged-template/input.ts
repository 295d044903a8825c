import { pipeline } from "dagwright";
import { load, notify } from "../steps.ts";

const path = (texts: TemplateStringsArray, ...values: readonly (string | number)[]): string =>
  texts.map((text, index) => `${text}${values[index] ?? ""}`).join("").replaceAll("//", "/");

export default pipeline("main", async ({ table }: { table: string }) => {
  const { name, count } = await load({ table });
  await notify({ text: path`/data/${name}/${count}/` });
  await notify({ text: String.raw`C:\new\${"x"}` });
});
