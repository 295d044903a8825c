import { pipeline } from "dagwright";
import { maybe, notify } from "../steps.ts";

export default pipeline("main", async ({ name }: { name: string }) => {
  const found = await maybe({ name });
  if (found === "it's") await notify({ text: `"${found}" \\ 'quoted'` });
});
