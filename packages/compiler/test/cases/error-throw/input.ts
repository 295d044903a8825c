import { pipeline } from "dagwright";
import { notify } from "../steps.ts";

export default pipeline("main", async ({ text }: { text: string }) => {
  if (text === "") throw "empty";
  try {
    await notify({ text });
  } catch (error) {
    await notify({ text: `failed: ${error}` });
    throw error;
  }
});
