import { pipeline } from "dagwright";
import { notify } from "../steps.ts";

const WORDS = ["5", "true", "null", "1e3", "it's", "a\\", "'''+__import__('os').getcwd()+'''"];

export default pipeline("main", async () => {
  for (const text of WORDS) await notify({ text });
});
