// Opens a home without the right to write to it and prints what comes. Arguments: home, "write" or "read".
import { openTracking, TrackingError } from "../src/index.ts";

const [home = "", mode = "write"] = process.argv.slice(2);
// Root may write anywhere, so it becomes somebody else first.
if (process.getuid?.() === 0) process.seteuid?.(65534);
try {
  const tracking = openTracking({ home, readOnly: mode === "read" });
  process.stdout.write((await tracking.listRuns()).map((run) => run.name).join(","));
} catch (error) {
  process.stdout.write(error instanceof TrackingError ? error.code : String(error));
}
