/** A process per step: Node with the wrapper, which reads, calls the user's function, and writes, as it does in a pod. */
import { join } from "node:path";
import { STEP_ENV, STEP_FILES, type StepSpec } from "@dagwright/protocol";
import { artifactPrefix } from "../artifact-prefix.ts";
import { collectResult, OUTPUT_RESULT } from "../collect-result.ts";
import { failed } from "../failure.ts";
import { followEvents } from "../follow-events.ts";
import { mountInputs } from "../mounts.ts";
import type { Platform } from "../platform.ts";
import { baseEnv, stepEnv } from "../step-env.ts";
import { clearStepFolder, prepareStepFolder, stepFolder, type StepFolder } from "../step-folder.ts";
import type { ContentStore } from "../store.ts";
import { supervise } from "../supervise.ts";
import type { Executor, StepRequest, StepResult } from "./executor.ts";

export interface ProcessExecutorOptions {
  readonly platform: Platform;
  readonly store: ContentStore;
  /** The Node to run steps with. */
  readonly node: string;
  /** The bundle of `dagwright/exec`. */
  readonly wrapper: string;
  /** Folder of `<sha256>.mjs`. */
  readonly bundles: string;
  /** The search path steps get. */
  readonly path: string | undefined;
  readonly graceMs: number;
  /** How long after the step's own timeout, which the wrapper keeps, the process is ended from outside. */
  readonly deadlineMarginMs: number;
  readonly abandon: AbortSignal | undefined;
}

export function createProcessExecutor(options: ProcessExecutorOptions): Executor {
  const { platform, store } = options;

  return {
    name: "process",
    async run(request, observer, signal): Promise<StepResult> {
      const folder = stepFolder(request.folder);
      await prepareStepFolder(platform.fileSystem, folder);
      const follower = followEvents(join(folder.out, STEP_FILES.events), platform, (event) => observer.logged(event));
      try {
        const outcome = await supervise({
          command: await command(options, request, folder),
          log: folder.log,
          onLine: (stream, text) => observer.line(stream, text),
          ...(request.timeoutSeconds === undefined ? {} : { deadlineMs: request.timeoutSeconds * 1000 + options.deadlineMarginMs }),
          graceMs: options.graceMs,
          signal,
          abandon: options.abandon,
          marker: `${STEP_ENV.specFile}=${specFile(request)}`,
          platform,
        });
        await follower.finish();
        switch (outcome.kind) {
          case "cancelled":
            return { kind: "cancelled" };
          case "timedOut":
            return failed(request, "timeout", `took longer than ${request.timeoutSeconds} s`);
          case "ended":
            return await collectResult(request, outcome.end, folder, { store, platform });
        }
      } finally {
        await follower.finish();
        await clearStepFolder(platform.fileSystem, folder);
      }
    },
  };

  async function command({ node, wrapper, bundles, path }: ProcessExecutorOptions, request: StepRequest, folder: StepFolder) {
    const spec = stepSpec(request);
    const texts = spec.inputs.map(({ name }) => request.args[name] ?? "");
    const inputsFile = join(request.folder, "inputs.json");
    await platform.fileSystem.writeFile(specFile(request), JSON.stringify(spec));
    await platform.fileSystem.writeFile(inputsFile, JSON.stringify({ inputs: texts }));
    // Glue sees handles alone, so that a step that only computes needs no bytes.
    const mounts = request.work.kind === "compute" ? [] : await mountInputs(store, texts, folder.inputs);
    const contract = {
      [STEP_ENV.specFile]: specFile(request),
      [STEP_ENV.inputsFile]: inputsFile,
      [STEP_ENV.out]: folder.out,
      [STEP_ENV.bundles]: bundles,
      [STEP_ENV.retries]: String(request.attempt - 1),
      [STEP_ENV.runId]: request.run.id,
      [STEP_ENV.runStartedAt]: request.run.startedAt,
      [STEP_ENV.artifactKey]: artifactPrefix(request),
      [STEP_ENV.artifacts]: folder.artifacts,
      [STEP_ENV.mounts]: JSON.stringify(mounts),
    };
    return { file: node, args: [wrapper], cwd: folder.work, env: stepEnv(baseEnv(folder, path), request.env, contract) };
  }
}

const specFile = (request: StepRequest): string => join(request.folder, "step.json");

export function stepSpec(request: StepRequest): StepSpec {
  const { work, output, timeoutSeconds } = request;
  return {
    protocol: 1,
    step: request.component,
    ...(work.kind === "function" ? { function: { bundle: work.bundle, export: work.export } } : {}),
    inputs: Object.entries(request.input ?? {}).map(([name, field]) => ({ name, field })),
    takesInput: request.input !== undefined,
    ...(output === undefined ? {} : { output }),
    types: request.types,
    results: [{ name: OUTPUT_RESULT, value: { kind: "ref", node: "output", path: [] } }],
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  };
}
