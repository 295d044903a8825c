import { NAME } from "@dagwright/protocol";
import { Command, InvalidArgumentError, Option } from "commander";
import { FORMATS } from "./check/format-names.ts";
import type { CheckOptions } from "./commands/check.ts";
import type { CompileOptions } from "./commands/compile.ts";
import type { DiffOptions } from "./commands/diff.ts";
import type { GraphOptions } from "./commands/graph.ts";
import type { InitOptions } from "./commands/init.ts";
import type { RunOptions } from "./commands/run.ts";
import type { ShowOptions } from "./commands/runs-show.ts";
import type { RunsOptions } from "./commands/runs.ts";
import type { ExitCode } from "./exit-code.ts";
import { writeErr, writeOut } from "./stdio.ts";
import { UsageError } from "./usage-error.ts";
import { ownVersion } from "./version.ts";

const SHOWN_STATUSES = ["Running", "Succeeded", "Failed", "Cancelled", "Interrupted"] as const;

const NO_CACHE = ["--no-cache", "compile anew, and keep nothing of it"] as const;

/** The command line. Each command is loaded only when it is called, so that `--help` and `runs` need no compiler. */
export function createProgram(end: (code: ExitCode) => void): Command {
  const program = new Command(NAME)
    .description("Typed TypeScript functions as pipelines: check, compile and run them.")
    .version(ownVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .exitOverride()
    .configureOutput({ writeOut, writeErr })
    .showHelpAfterError(`(${NAME} --help, or ${NAME} help COMMAND, tells more)`);

  program
    .command("init")
    .description("set up a project: dependencies, an example pipeline, its test")
    .argument("[DIR]", "the project's folder", ".")
    .option("-y, --yes", "ask nothing")
    .option("--install", "install the dependencies, too")
    .action(async (folder: string, options: InitOptions) => end(await (await import("./commands/init.ts")).init(folder, options)));

  program
    .command("check")
    .description("type-check and compile, and print everything that is wrong")
    .argument("<FILE...>", "TypeScript files, or *.pipeline.json")
    .addOption(new Option("--format <FORMAT>", "what to print").choices(FORMATS))
    .option("--json", "the same as --format json: one JSON object a line")
    .option("--explain", "tell where each expression of a pipeline runs, and why; text or json")
    .option("-w, --watch", "check again after every change, until it is interrupted")
    .option(...NO_CACHE)
    .action(async (files: string[], options: CheckOptions) => end(await (await import("./commands/check.ts")).check(files, options)));

  program
    .command("explain")
    .description("tell why there is an error of some code, with an example; list all codes unless told")
    .argument("[CODE]", "a code, such as DW2301")
    .action(async (code: string | undefined) => end((await import("./commands/explain.ts")).explain(code)));

  program
    .command("compile")
    .description("compile to the portable IR or to a target's manifests")
    .argument("<FILE...>", "TypeScript files, or *.pipeline.json")
    .addOption(new Option("-t, --target <TARGET>", "what to write").choices(["argo", "ir"]).default("argo"))
    .option("-o, --output <DIR>", "the folder to write to, or - for stdout", ".")
    .option("--check", "write nothing; fail with a diff when what is there is out of date")
    .option("--pipeline <NAME>", "only this pipeline")
    .option("--image <IMAGE>", "argo: the image of TypeScript steps that name none")
    .option("--name <NAME>", "argo: the workflow's name; its pipeline's unless told")
    .option("--namespace <NAMESPACE>", "argo: the workflow's namespace; none unless told")
    .addOption(new Option("--kind <KIND>", "argo: what to make").choices(["Workflow", "WorkflowTemplate"]))
    .option(...NO_CACHE)
    .action(async (files: string[], options: CompileOptions) => end(await (await import("./commands/compile.ts")).compile(files, options)));

  program
    .command("run")
    .description("run a pipeline on this machine")
    .argument("<FILE>", "a TypeScript file, or *.pipeline.json")
    .option("-p, --param <NAME=VALUE>", "a parameter: text as it is where it is a string, else JSON; may be repeated", collect, [])
    .option("--params <FILE|JSON>", "all parameters: a JSON object, or a file that holds one")
    .option("--pipeline <NAME>", "which of the file's pipelines")
    .option("--experiment <NAME>", "what the run is recorded under; the pipeline's name unless told")
    .option("--dry-run", "check everything and print the plan; start nothing")
    .option("--json", "one JSON object a line; the last one is the run's result")
    .option("--concurrency <N>", "steps at a time; as many as there are processors unless told", positive)
    .option(...NO_CACHE)
    .action(async (file: string, options: RunOptions) => end(await (await import("./commands/run.ts")).run(file, options)));

  program
    .command("diff")
    .description("tell what two versions of a file's pipelines mean differently: steps, types, parameters, code, what runs again")
    .argument("<SIDE...>", "FILE, or REVISION FILE, or REVISION REVISION FILE, or two of FILE and REVISION:FILE")
    .addOption(new Option("--format <FORMAT>", "what to print").choices(["text", "json", "markdown"]).default("text"))
    .option("--pipeline <NAME>", "only this pipeline")
    .option(...NO_CACHE)
    .action(async (sides: string[], options: DiffOptions) => end(await (await import("./commands/diff.ts")).diff(sides, options)));

  const runs = program
    .command("runs")
    .description("list what was run, newest first; `runs show ID` tells all about one")
    .option("--experiment <NAME>", "only of this experiment")
    .addOption(new Option("--status <STATUS>", "only in this status").choices(SHOWN_STATUSES).argParser(statusIn(SHOWN_STATUSES)))
    .option("--limit <N>", "at most so many", positive, 20)
    .option("--json", "one JSON object a line")
    .allowExcessArguments()
    .action(async (options: RunsOptions, { args: [word] }: Command) => {
      if (word !== undefined)
        throw new UsageError(`runs lists what was run, and takes no ${word}`, `of one run tells: ${NAME} runs show ID`);
      end(await (await import("./commands/runs.ts")).listRuns(options));
    });

  runs
    .command("show")
    .description("a run's steps, parameters, metrics, artifacts and failure")
    .argument("<ID>", "the run's id, or the beginning of it")
    // The parent has --json, too, and takes it wherever it stands.
    .option("--json", "one JSON object")
    .action(async (id: string, _options: ShowOptions, command: Command) => {
      end(await (await import("./commands/runs-show.ts")).showRun(id, command.optsWithGlobals<ShowOptions>()));
    });

  program
    .command("graph")
    .description("draw a pipeline as a Mermaid flowchart")
    .argument("<FILE>", "a TypeScript file, or *.pipeline.json")
    .option("--pipeline <NAME>", "which of the file's pipelines")
    .option(...NO_CACHE)
    .action(async (file: string, options: GraphOptions) => end(await (await import("./commands/graph.ts")).graph(file, options)));

  return program;
}

const collect = (value: string, before: readonly string[]): string[] => [...before, value];

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("It is a whole number, 1 or more.");
  return value;
}

const statusIn =
  (known: readonly string[]) =>
  (text: string): string => {
    const found = known.find((status) => status.toLowerCase() === text.toLowerCase());
    if (found === undefined) throw new InvalidArgumentError(`It is one of ${known.join(", ")}.`);
    return found;
  };
