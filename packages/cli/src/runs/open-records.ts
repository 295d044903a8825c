import { existsSync } from "node:fs";
import { join } from "node:path";
import { openTracking, type Tracking } from "@dagwright/tracking";
import { homeOf, projectRoot } from "../project/root.ts";

/** The records of the project one stands in, to look at only. Undefined: nothing has been run here yet. */
export function openRecords(): { readonly home: string; readonly tracking: Tracking | undefined } {
  const home = homeOf(projectRoot(process.cwd()));
  return { home, tracking: existsSync(join(home, "tracking.db")) ? openTracking({ home, readOnly: true }) : undefined };
}
