// Starts a run in the home, logs, and ends it. Arguments: home, experiment, how many metrics.
import { openTracking } from "../src/index.ts";

const [home = "", experiment = "", count = "0"] = process.argv.slice(2);
const tracking = openTracking({ home });
const run = await tracking.startRun({ experiment });
for (let step = 0; step < Number(count); step++) {
  run.logMetric("loss", 1 / (step + 1), { step });
  if (step % 10 === 9) await run.flush();
}
await run.finish("succeeded");
await tracking.close();
