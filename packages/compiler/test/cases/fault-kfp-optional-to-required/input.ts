import { pipeline } from "dagwright";
import { maybe, notify, score } from "../steps.ts";

export default pipeline("main", async ({ text, label }: { text?: string; label?: string }) => {
  await notify({ text });
  await score({ x: 1, label });
  const found = await maybe({ name: "a" });
  await notify({ text: found });
});
