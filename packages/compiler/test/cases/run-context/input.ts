import { pipeline, run } from "dagwright";
import { notify } from "../steps.ts";

export default pipeline("main", async () => {
  await notify({ text: `run ${run.id}` });
  await notify({ text: run.startedAt.toISOString().slice(0, 10) });
});
