import { pipeline } from "dagwright";
import { check, notify } from "../steps.ts";

export default pipeline("main", async (): Promise<string> => {
  for (const name of ["a", "b"]) {
    const good = await check({ name });
    if (good) return name;
  }
  await notify({ text: "none" });
  return "none";
});
