import { pipeline } from "dagwright";
import { check, maybe, notify, score } from "../steps.ts";

export default pipeline("main", async ({ name }: { name: string }) => {
  if (maybe({ name }) !== "x" && (await score({ x: 1 })).verdict === "hold") await notify({ text: "one side is a call" });
  if (check({ name }) && check({ name: "b" })) await notify({ text: "both are" });
});
