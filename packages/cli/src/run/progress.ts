import { stripVTControlCharacters } from "node:util";
import type { RunEvent } from "@dagwright/runner";
import { formatDuration } from "../format-duration.ts";
import { formatNumber } from "../format-value.ts";

/** An event as a line for people; nothing for what the table at the end says. */
export function progressLine(event: RunEvent): string | undefined {
  switch (event.type) {
    case "runStarted":
      return `run ${event.id.slice(0, 8)} of ${event.pipeline}`;
    case "stepStarted":
      return `${event.step}: started${event.attempt > 1 ? `, attempt ${event.attempt}` : ""}`;
    case "stepFinished": {
      const again = event.retryInMs === undefined ? "" : `; again in ${formatDuration(event.retryInMs)}`;
      const why = event.failure === undefined ? "" : `: ${firstLine(event.failure.message)}`;
      return `${event.step}: ${event.status} after ${formatDuration(event.durationMs)}${why}${again}`;
    }
    case "stepNotStarted":
      return event.status === "skipped" ? undefined : `${event.step}: ${event.status}`;
    case "log":
      return `${event.step} | ${stripVTControlCharacters(event.text)}`;
    case "metric":
      return `${event.step}: ${event.name} = ${formatNumber(Number(event.value))}${event.index === undefined ? "" : ` at ${event.index}`}`;
    case "param":
      return `${event.step}: ${event.name} = ${event.value}`;
    case "approvalWaiting":
      return `${event.step}: waits for an approval: ${event.message}`;
    case "approvalAnswered":
      return `${event.step}: ${event.approved ? "approved" : "rejected"}`;
    case "warning":
      return `warning: ${event.message}`;
    case "runFinished":
      return undefined;
  }
}

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? "";
