import { pipeline } from "dagwright";
import { ping } from "../steps.ts";

export default pipeline("nightly", async () => {
  await ping();
});
