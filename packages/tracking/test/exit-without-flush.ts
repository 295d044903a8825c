// Logs and leaves at once, as a program that calls process.exit. Arguments: home, run id.
import { openTracking } from "../src/index.ts";

const [home = "", id = ""] = process.argv.slice(2);
const run = await openTracking({ home }).startRun({ id, experiment: "exit" });
run.logMetric("last", 1);
process.exit(3);
