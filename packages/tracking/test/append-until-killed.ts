// Logs metrics for ever; prints the last acknowledged number after each flush. Arguments: home, id of a run that is there.
import { openTracking } from "../src/index.ts";

const [home = "", runId = "", name = "metric"] = process.argv.slice(2);
const tracking = openTracking({ home });
const run = await tracking.attachRun(runId);
for (let next = 1; ;) {
  const end = next + 1 + (next % 7);
  for (; next < end; next++) run.logMetric(name, next, { step: next });
  await run.flush();
  process.stdout.write(`${next - 1}\n`);
}
