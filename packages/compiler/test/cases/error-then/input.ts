import { pipeline } from "dagwright";
import { notify, score } from "../steps.ts";

export default pipeline("main", async () => {
  const value = await score({ x: 1 }).then((result) => result.value);
  await notify({ text: "a" }).catch(() => undefined);
  return value;
});
