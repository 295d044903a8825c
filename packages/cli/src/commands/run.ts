import { dirname, join, relative, resolve } from "node:path";
import { hasErrors } from "@dagwright/ir";
import type { RunEvent } from "@dagwright/runner";
import type { ExitCode } from "../exit-code.ts";
import { choosePipeline } from "../project/choose-pipelines.ts";
import { bundleOf } from "../project/code-of.ts";
import type { CompiledPipeline } from "../project/compiled.ts";
import { openProjects, type OpenOptions } from "../project/open-project.ts";
import { homeOf, projectRoot } from "../project/root.ts";
import { rendered, seenFromHere } from "../project/show-diagnostics.ts";
import { askAtTerminal } from "../run/ask-approval.ts";
import { inHome } from "../run/in-home.ts";
import { watchInterrupts } from "../run/interrupts.ts";
import { writeEvent, writeRefusal, writeResult } from "../run/json-events.ts";
import { LiveLine } from "../run/live-line.ts";
import { nextCommands } from "../run/next-commands.ts";
import { placeCode } from "../run/place-code.ts";
import { planText } from "../run/plan-text.ts";
import { progressLine } from "../run/progress.ts";
import { readParams } from "../run/read-params.ts";
import { resultTable } from "../run/result-table.ts";
import { RunView } from "../run/run-view.ts";
import { noteLine, writeErr, writeJson, writeOut } from "../stdio.ts";

export interface RunOptions extends OpenOptions {
  readonly param: readonly string[];
  readonly params?: string;
  readonly pipeline?: string;
  readonly experiment?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly concurrency?: number;
}

/** Runs a pipeline here, or with `--dry-run` says what it would do. */
export async function run(file: string, options: RunOptions): Promise<ExitCode> {
  const json = options.json === true;
  const projects = await openProjects([file], options);
  for (const project of projects) writeErr(rendered(project, project.diagnostics, ["error", "warning"]));
  const diagnostics = projects.flatMap((project) => seenFromHere(project, project.diagnostics));
  if (hasErrors(diagnostics)) {
    if (json) writeRefusal("it does not compile", diagnostics);
    return 1;
  }
  const pipeline = choosePipeline(projects, options.pipeline);
  const params = readParams(pipeline.document, pipeline.name, { pairs: options.param, params: options.params });
  if ("problems" in params) {
    for (const { message } of params.problems) noteLine(`error: ${message}`);
    if (json) writeRefusal("the parameters are wrong", params.problems);
    return 2;
  }
  return options.dryRun === true ? plan(pipeline, params, options) : start(resolve(file), pipeline, params, options);
}

type Inputs = Exclude<ReturnType<typeof readParams>, { readonly problems: unknown }>;

async function plan({ name, document }: CompiledPipeline, { inputs }: Inputs, { json }: RunOptions): Promise<ExitCode> {
  const { planRun } = await import("@dagwright/runner");
  const planned = planRun({ document, pipeline: name, inputs });
  if (json === true) writeJson({ type: "plan", ...planned });
  else writeOut(planText(planned));
  return planned.problems.length === 0 ? 0 : 1;
}

async function start(file: string, pipeline: CompiledPipeline, { inputs }: Inputs, options: RunOptions): Promise<ExitCode> {
  const { name, document } = pipeline;
  const home = homeOf(projectRoot(dirname(file)));
  const wrapper = inHome(home, () => placeCode(pipeline, home));

  const { openStore, runPipeline, RunnerError, systemPlatform } = await import("@dagwright/runner");
  const view = new RunView();
  const live = process.stderr.isTTY && options.json !== true ? new LiveLine(process.stderr, view) : undefined;
  const note = (line: string): void => (live === undefined ? noteLine(line) : live.line(line));
  using interrupts = watchInterrupts(note);
  const onEvent = (event: RunEvent): void => {
    view.take(event);
    if (options.json === true) return writeEvent(event);
    const line = progressLine(event);
    if (line !== undefined) note(line);
  };
  try {
    const result = await runPipeline({
      document,
      pipeline: name,
      home,
      wrapper,
      bundles: (wanted) => (pipeline.bundles.has(wanted) ? bundleOf(pipeline, wanted) : undefined),
      inputs,
      signal: interrupts.cancel,
      abandon: interrupts.abandon,
      onEvent,
      ...(process.stdin.isTTY
        ? { approvals: askAtTerminal(document, (work) => (live === undefined ? work() : live.pausedFor(work))) }
        : {}),
      ...(options.experiment === undefined ? {} : { experiment: options.experiment }),
      ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
    });
    live?.stop();
    if (options.json === true) {
      writeResult(result);
    } else {
      writeErr("\n");
      const store = openStore(join(home, "store"), systemPlatform);
      writeOut(resultTable(name, result, view, ({ key }) => relative(process.cwd(), store.pathOf(key))));
      writeOut(nextCommands(result.id, file, home));
    }
    return result.status === "succeeded" ? 0 : 1;
  } catch (error) {
    live?.stop();
    if (!(error instanceof RunnerError)) throw error;
    for (const {
      code,
      message,
      help = code === "approvalUnanswered" ? "run it at a terminal, where you can answer" : undefined,
    } of error.problems) {
      noteLine(`error: ${message}${help === undefined ? "" : `\n  help: ${help}`}`);
    }
    if (options.json === true) writeRefusal("it cannot start", error.problems);
    return 1;
  }
}
