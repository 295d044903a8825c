import { pipeline } from "dagwright";
import { notify } from "../steps.ts";

let counter = 0;
export const bump = () => (counter += 1);

export default pipeline("main", async () => {
  await notify({ text: `run ${counter}` });
});
