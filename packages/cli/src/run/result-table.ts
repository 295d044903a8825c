import { isArtifactHandle, isJsonObject, type ArtifactHandle, type Json } from "@dagwright/protocol";
import type { RunResult } from "@dagwright/runner";
import { formatDuration } from "../format-duration.ts";
import { formatStack } from "../format-stack.ts";
import { formatTable } from "../format-table.ts";
import { formatNumber, formatValue } from "../format-value.ts";
import { statusWord } from "../status-word.ts";
import type { RunView, StepState } from "./run-view.ts";

/** More rows than a person reads; a fan-out of a thousand items is in `runs show`. */
const MOST_ROWS = 60;

/** Where an artifact lies, as it is typed from here. */
export type PathOf = (handle: ArtifactHandle) => string;

/** What a run came to: its steps, its outputs, its failure. */
export function resultTable(pipeline: string, result: RunResult, view: RunView, pathOf: PathOf): string {
  const steps = [...view.steps.values()];
  const shown =
    steps.length <= MOST_ROWS ? steps : [...new Set([...steps.filter(({ status }) => status === "failed"), ...steps])].slice(0, MOST_ROWS);
  const rows = shown.map((state) => [
    state.step,
    statusOf(state),
    state.durationMs === undefined ? "" : formatDuration(state.durationMs),
    metricsOf(state),
  ]);
  const table = steps.length === 0 ? "no step was run\n" : formatTable([["STEP", "STATUS", "DURATION", "METRICS"], ...rows], [2]);
  const rest = steps.length > shown.length ? `… and ${steps.length - shown.length} more\n` : "";
  const head = `${pipeline}, run ${result.id}: ${statusWord(result.status)} in ${formatDuration(result.durationMs)}\n`;
  return `${table}${rest}${outputLines(result.outputs, pathOf)}${failureLines(result)}\n${head}`;
}

const statusOf = ({ status, attempt }: StepState): string => `${statusWord(status)}${attempt > 1 ? ` (attempt ${attempt})` : ""}`;

const metricsOf = ({ metrics }: StepState): string => [...metrics].map(([name, value]) => `${name} ${formatNumber(value)}`).join(", ");

function outputLines(outputs: Json | undefined, pathOf: PathOf): string {
  if (outputs === undefined) return "";
  const entries: readonly (readonly [string, Json])[] =
    isJsonObject(outputs) && !isArtifactHandle(outputs) ? Object.entries(outputs) : [["output", outputs]];
  return entries.length === 0
    ? ""
    : `\n${formatTable([["OUTPUT", "VALUE"], ...entries.map(([name, value]) => [name, isArtifactHandle(value) ? `${value.$artifact} at ${pathOf(value)}` : formatValue(value)])])}`;
}

function failureLines({ failure, onExit }: RunResult): string {
  const lines: string[] = [];
  if (failure !== undefined) {
    const exit = failure.exitCode === undefined ? "" : `, exit code ${failure.exitCode}`;
    lines.push(`${failure.step} failed (${failure.kind}${exit}): ${failure.message}`);
    lines.push(...formatStack(failure.stack).map((frame) => `    ${frame}`));
  }
  if (onExit?.kind === "failed") lines.push(`The clean-up failed: ${onExit.failure.message}`);
  return lines.length === 0 ? "" : `\n${lines.join("\n")}\n`;
}
