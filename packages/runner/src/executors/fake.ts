/** The caller's own function in a step's place: for tests, in the caller's process. */
import { parseArgument, StepError, type Json } from "@dagwright/protocol";
import { artifactPrefix } from "../artifact-prefix.ts";
import { acceptOutput } from "../collect-result.ts";
import { failed } from "../failure.ts";
import { mountInputs, type Mount } from "../mounts.ts";
import type { Platform } from "../platform.ts";
import { clearStepFolder, prepareStepFolder, stepFolder } from "../step-folder.ts";
import type { ContentStore } from "../store.ts";
import type { Executor, StepResult } from "./executor.ts";

export interface FakeCall {
  /** Readable and unique in the run. */
  readonly step: string;
  readonly component: string;
  readonly attempt: number;
  /** JSON with handles; undefined = the component takes nothing. */
  readonly input: Readonly<Record<string, Json>> | undefined;
  /** Where the bytes of the input's artifacts are, as `DAGWRIGHT_MOUNTS` has it. */
  readonly mounts: readonly Mount[];
  /** A new artifact lies at `<folder>/<name>`, and its handle has the key `<prefix>/<name>`. */
  readonly artifacts: { readonly folder: string; readonly prefix: string };
  readonly signal: AbortSignal;
}

/** Gives the output as JSON with handles. Throwing a `StepError` fails with its kind; anything else is `thrown`. */
export type CallerFake = (call: FakeCall) => Promise<Json | undefined>;

export function createFakeExecutor(options: {
  readonly platform: Platform;
  readonly store: ContentStore;
  readonly fakes: Readonly<Record<string, CallerFake>>;
}): Executor {
  const { platform, store, fakes } = options;
  return {
    name: "fake",
    async run(request, _observer, signal): Promise<StepResult> {
      const fake = fakes[request.component];
      if (fake === undefined) throw new TypeError(`${request.component} has no fake`);
      const folder = stepFolder(request.folder);
      await prepareStepFolder(platform.fileSystem, folder);
      try {
        const texts = Object.keys(request.input ?? {}).map((name) => request.args[name] ?? "");
        const output = await fake({
          step: request.stepId,
          component: request.component,
          attempt: request.attempt,
          input: request.input === undefined ? undefined : inputOf(request.args),
          mounts: await mountInputs(store, texts, folder.inputs),
          artifacts: { folder: folder.artifacts, prefix: artifactPrefix(request) },
          signal,
        });
        if (request.output === undefined || (output === undefined && request.output.optional === true))
          return { kind: "succeeded", output: undefined };
        if (output === undefined) return failed(request, "invalid-output", "output is undefined, but it is required");
        return await acceptOutput(request, output, folder.artifacts, store);
      } catch (error) {
        if (signal.aborted) return { kind: "cancelled" };
        if (error instanceof StepError)
          return failed(request, error.kind, error.message, error.exitCode === undefined ? {} : { exitCode: error.exitCode });
        return failed(request, "thrown", error instanceof Error ? error.message : String(error));
      } finally {
        await clearStepFolder(platform.fileSystem, folder);
      }
    },
  };
}

function inputOf(args: Readonly<Record<string, string>>): Record<string, Json> {
  const input: Record<string, Json> = {};
  for (const [name, text] of Object.entries(args)) {
    const argument = parseArgument(text);
    if (argument.kind === "failed") throw new StepError(argument.failure);
    if (argument.kind === "json") input[name] = argument.value;
  }
  return input;
}
