import { pipeline } from "dagwright";
import { check, maybe, notify, score } from "../steps.ts";

export default pipeline("main", async ({ name }: { name: string }) => {
  if (maybe({ name }) === "never") await notify({ text: "always, if a call were compared instead of its output" });
  if (check({ name })) await notify({ text: "always, if a call counted as true" });

  const { verdict } = await score({ x: 1 });
  if (verdict === "never") await notify({ text: "no such verdict" });
});
