import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { ArtifactRecord, DisplayStatus, ErrorRecord, LoggedValues, Run, Step } from "@dagwright/tracking";
import type { Json } from "@dagwright/protocol";
import { isArtifactHandle, isJsonObject } from "@dagwright/protocol";
import { formatDuration } from "../format-duration.ts";
import { formatStack } from "../format-stack.ts";
import { formatTable } from "../format-table.ts";
import { formatNumber, formatValue } from "../format-value.ts";
import { statusWord } from "../status-word.ts";
import { localTime } from "./local-time.ts";

/** A run for people, in full. */
export function runText(run: Run, status: DisplayStatus, home: string): string {
  const { id, experiment, name, startedAt, durationMs, pipeline, params, tags, outputs, steps, error, artifacts } = run;
  const head: (readonly [string, string])[] = [
    ["run", id],
    ["name", name],
    ["experiment", experiment],
    ["status", statusWord(status)],
    ["started", `${localTime(startedAt)}${durationMs === null ? "" : `, took ${formatDuration(durationMs)}`}`],
  ];
  if (pipeline !== null) head.push(["pipeline", `${pipeline.name}, IR ${pipeline.irDigest.slice(0, 12)}`]);
  const produced = artifacts.filter(({ role }) => role === "output");
  const parts = [
    formatTable(head),
    section(
      "PARAMETER",
      Object.entries(params).map(([param, value]) => [param, formatValue(value)]),
    ),
    section("TAG", Object.entries(tags)),
    section(
      "METRIC",
      Object.entries(run.metrics).map(([metric, { value }]) => [metric, formatNumber(value)]),
    ),
    steps.length === 0
      ? ""
      : formatTable([["STEP", "COMPONENT", "STATUS", "DURATION", "METRICS", "PARAMETERS"], ...steps.map(stepRow)], [3]),
    section("OUTPUT", outputEntries(outputs)),
    produced.length === 0
      ? ""
      : formatTable(
          [
            ["ARTIFACT", "KIND", "OF STEP", "BYTES", "AT"],
            ...produced.map((one) => [one.name, one.kind, one.stepId ?? "", one.bytes === null ? "" : String(one.bytes), placeOf(one)]),
          ],
          [3],
        ),
    failureText(error, steps),
    run.refused.length === 0 ? "" : run.refused.map(({ reason }) => `not recorded: ${reason}\n`).join(""),
    `logs: ${join(relative(process.cwd(), home) || ".", "runs", id)}\n`,
  ];
  return parts.filter((part) => part !== "").join("\n");
}

/** A path as it is typed from here, or the URI of what lies elsewhere. */
const placeOf = ({ uri }: Pick<ArtifactRecord, "uri">): string =>
  uri.startsWith("file:") ? relative(process.cwd(), fileURLToPath(uri)) : uri;

const section = (title: string, rows: readonly (readonly string[])[]): string =>
  rows.length === 0 ? "" : formatTable([[title, "VALUE"], ...rows]);

function stepRow(step: Step): readonly string[] {
  const attempts = step.attempt > 1 ? ` (attempt ${step.attempt})` : "";
  return [
    step.id,
    step.component,
    `${statusWord(step.status)}${attempts}${step.cached ? " (cached)" : ""}`,
    step.durationMs === null ? "" : formatDuration(step.durationMs),
    metricsText(step),
    paramsText(step),
  ];
}

const metricsText = ({ metrics }: Pick<LoggedValues, "metrics">): string =>
  Object.entries(metrics)
    .map(([name, { value }]) => `${name} ${formatNumber(value)}`)
    .join(", ");

const paramsText = ({ params }: Pick<LoggedValues, "params">): string =>
  Object.entries(params)
    .map(([name, value]) => `${name}=${formatValue(value)}`)
    .join(", ");

function outputEntries(outputs: Json): readonly (readonly string[])[] {
  if (outputs === null) return [];
  if (isJsonObject(outputs) && !isArtifactHandle(outputs))
    return Object.entries(outputs).map(([name, value]) => [name, formatValue(value)]);
  return [["output", formatValue(outputs)]];
}

/** The run's failure is that of the step which failed first; the others are told after it. */
function failureText(error: ErrorRecord | null, steps: readonly Step[]): string {
  const failed = steps.filter((step) => step.status === "failed" && step.error !== null);
  const lines = failed.flatMap(({ id, error: own }) => (own === null ? [] : errorLines(id, own)));
  const isTold = failed.some(({ error: own }) => own?.message === error?.message);
  return error === null || isTold ? lines.join("") : [...errorLines(error.step ?? "the run", error), ...lines].join("");
}

function errorLines(step: string, { kind, message, attempt, exitCode, stack }: ErrorRecord): readonly string[] {
  const facts = [
    kind,
    ...(exitCode === undefined ? [] : [`exit code ${exitCode}`]),
    ...(attempt === undefined || attempt < 2 ? [] : [`attempt ${attempt}`]),
  ];
  return [`${step} failed (${facts.join(", ")}): ${message}\n`, ...formatStack(stack).map((frame) => `    ${frame}\n`)];
}
