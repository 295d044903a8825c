import { pipeline } from "dagwright";
import { add, notify } from "../steps.ts";

export default pipeline("main", async () => {
  const sum = await add({ a: 1, b: 2 });
  if (sum === "abc") await notify({ text: "a number is no text" });
});
