import { NAME } from "@dagwright/protocol";
import type { LoggedValues, RunStatus, Tracking } from "@dagwright/tracking";
import type { ExitCode } from "../exit-code.ts";
import { formatDuration } from "../format-duration.ts";
import { formatTable } from "../format-table.ts";
import { formatNumber } from "../format-value.ts";
import { localTime } from "../runs/local-time.ts";
import { openRecords } from "../runs/open-records.ts";
import { summaryJson } from "../runs/run-json.ts";
import { statusWord } from "../status-word.ts";
import { noteLine, writeJson, writeOut } from "../stdio.ts";

export interface RunsOptions {
  readonly experiment?: string;
  readonly status?: string;
  readonly limit: number;
  readonly json?: boolean;
}

/** More than one reads at a glance. */
const MOST_METRICS = 4;

/** Lists what was run in this project, newest first. */
export async function listRuns(options: RunsOptions): Promise<ExitCode> {
  const { home, tracking } = openRecords();
  if (tracking === undefined) {
    noteLine(`nothing has been run here yet (there are no records in ${home}); try: npx ${NAME} run FILE`);
    return 0;
  }
  await using records = tracking;
  const runs = await select(records, options);
  if (options.json === true) {
    for (const run of runs) writeJson(summaryJson(run, records.displayStatus(run)));
    return 0;
  }
  if (runs.length === 0) {
    noteLine("no run fits");
    return 0;
  }
  const rows: string[][] = [];
  for (const run of runs) {
    const { metrics } = await withSteps(records, run.id);
    const status = statusWord(records.displayStatus(run));
    rows.push([
      run.id.slice(0, 8),
      run.experiment,
      status,
      localTime(run.startedAt),
      run.durationMs === null ? "" : formatDuration(run.durationMs),
      metrics,
    ]);
  }
  writeOut(formatTable([["RUN", "EXPERIMENT", "STATUS", "STARTED", "DURATION", "METRICS"], ...rows], [4]));
  return 0;
}

/** A run whose process is gone is still recorded as running, so those two are told apart here. */
async function select(tracking: Tracking, { experiment, status, limit }: RunsOptions) {
  const wanted = status?.toLowerCase();
  if (wanted !== "running" && wanted !== "interrupted") return tracking.listRuns({ experiment, status: recorded(wanted), limit });
  const running = await tracking.listRuns({ experiment, status: "running", limit: 10_000 });
  return running.filter((run) => tracking.displayStatus(run) === wanted).slice(0, limit);
}

function recorded(status: string | undefined): RunStatus | undefined {
  return status === "succeeded" || status === "failed" || status === "cancelled" ? status : undefined;
}

/** The metrics of a run are mostly those of its steps; the last of each name stands for the run. */
async function withSteps(tracking: Tracking, id: string): Promise<{ readonly metrics: string }> {
  const run = await tracking.getRun(id);
  const last = new Map<string, number>();
  for (const { metrics } of [...run.steps, run] satisfies readonly Pick<LoggedValues, "metrics">[]) {
    for (const [name, { value }] of Object.entries(metrics)) last.set(name, value);
  }
  const shown = [...last].slice(0, MOST_METRICS).map(([name, value]) => `${name} ${formatNumber(value)}`);
  return { metrics: `${shown.join(", ")}${last.size > MOST_METRICS ? ", …" : ""}` };
}
