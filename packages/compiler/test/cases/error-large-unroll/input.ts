import { pipeline } from "dagwright";
import { notify } from "../steps.ts";

const MANY = Array.from({ length: 2000 }, (_, index) => index);
const NAMES = "abcdefghij".repeat(200).split("");

export default pipeline("main", async () => {
  for (const name of NAMES) await notify({ text: name });
  await Promise.all(NAMES.map((name) => notify({ text: name })));
  await Promise.all(MANY.map((x) => notify({ text: `${x}` })));
});
