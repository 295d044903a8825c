import { NAME } from "@dagwright/protocol";
import type { ExitCode } from "../exit-code.ts";
import { RefusedError } from "../refused-error.ts";
import { openRecords } from "../runs/open-records.ts";
import { runJson } from "../runs/run-json.ts";
import { runText } from "../runs/run-text.ts";
import { writeJson, writeOut } from "../stdio.ts";

export interface ShowOptions {
  readonly json?: boolean;
}

/** All about one run. `id` may be the beginning of one. */
export async function showRun(id: string, options: ShowOptions): Promise<ExitCode> {
  const { home, tracking } = openRecords();
  if (tracking === undefined)
    throw new RefusedError(
      `there is no run ${id}: nothing has been run here yet (there are no records in ${home})`,
      `run something first: npx ${NAME} run FILE`,
    );
  await using records = tracking;
  const run = await records.getRun(id);
  const status = records.displayStatus(run);
  if (options.json === true) writeJson(runJson(run, status));
  else writeOut(runText(run, status, home));
  return 0;
}
