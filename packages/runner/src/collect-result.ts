/** What a finished wrapper left behind, as the step's result. */
import { join } from "node:path";
import { normalizeJson } from "@dagwright/ir";
import { CodecError, parseArgument, parseStepFailure, STEP_FILES, type Argument, type Json, type StepFailure } from "@dagwright/protocol";
import { artifactPrefix } from "./artifact-prefix.ts";
import type { StepRequest, StepResult } from "./executors/executor.ts";
import { failed } from "./failure.ts";
import { ingestOutput } from "./ingest.ts";
import { errorCode, type FileSystem, type Platform } from "./platform.ts";
import type { ProcessEnd } from "./processes.ts";
import type { StepFolder } from "./step-folder.ts";
import type { ContentStore } from "./store.ts";

/** The one result file that the runner asks of the wrapper: the whole output. */
export const OUTPUT_RESULT = "output";

interface Surroundings {
  readonly store: ContentStore;
  readonly platform: Pick<Platform, "fileSystem">;
}

export async function collectResult(
  request: StepRequest,
  end: ProcessEnd,
  folder: StepFolder,
  { store, platform }: Surroundings,
): Promise<StepResult> {
  const failure = await readFailure(platform.fileSystem, join(folder.out, STEP_FILES.error));
  if (failure !== undefined) return { kind: "failed", failure: { ...failure, step: request.component, attempt: request.attempt } };
  switch (end.kind) {
    case "notStarted":
      return failed(request, "infrastructure", `the step's process could not be started: ${end.reason}`);
    case "signal":
      return failed(request, "infrastructure", `the step's process was killed by ${end.signal}`);
    case "exit":
      if (end.code !== 0) {
        return failed(request, "infrastructure", `the step's process ended with exit code ${end.code} and left no error`, {
          exitCode: end.code,
        });
      }
  }
  const text = await readText(platform.fileSystem, join(folder.out, OUTPUT_RESULT));
  const argument = text === undefined ? undefined : parseOutput(text);
  if (argument === undefined) return failed(request, "infrastructure", "the step's process ended without leaving its output");
  switch (argument.kind) {
    case "absent":
      return { kind: "succeeded", output: undefined };
    case "failed":
      return { kind: "failed", failure: { ...argument.failure, attempt: request.attempt } };
    case "program":
      return failed(request, "infrastructure", "the step's process left a program as its output");
    case "json":
      // The wrapper has checked it by its type.
      return storeOutput(request, argument.value, folder.artifacts, store);
  }
}

/** Checks an output that no wrapper has checked, and takes its artifacts under the store. */
export async function acceptOutput(request: StepRequest, value: Json, artifacts: string, store: ContentStore): Promise<StepResult> {
  if (request.output === undefined) return { kind: "succeeded", output: undefined };
  try {
    return await storeOutput(request, normalizeJson(value, request.output.type, request.types, "output"), artifacts, store);
  } catch (error) {
    if (error instanceof CodecError) return failed(request, "invalid-output", error.message);
    throw error;
  }
}

async function storeOutput(request: StepRequest, value: Json, artifacts: string, store: ContentStore): Promise<StepResult> {
  const ingested = await ingestOutput(store, value, artifactPrefix(request), artifacts);
  return ingested.kind === "invalid" ? failed(request, "invalid-output", ingested.reason) : { kind: "succeeded", output: ingested.output };
}

async function readFailure(fs: FileSystem, path: string): Promise<StepFailure | undefined> {
  const text = await readText(fs, path);
  if (text === undefined || text === "") return undefined;
  try {
    return parseStepFailure(JSON.parse(text));
  } catch {
    return undefined;
  }
}

async function readText(fs: FileSystem, path: string): Promise<string | undefined> {
  try {
    return await fs.readFile(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

function parseOutput(text: string): Argument | undefined {
  try {
    return parseArgument(text);
  } catch {
    return undefined;
  }
}
