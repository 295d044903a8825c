import type { Digest } from "./digest.ts";
import type { Field, Type, Types } from "./type.ts";
import type { Value } from "./value.ts";

/**
 * What a step is told, as JSON in `DAGWRIGHT_STEP` (or in the file that `DAGWRIGHT_STEP_FILE` names). The same on a laptop and in a pod:
 * the wrapper (`dagwright/exec`) reads it, reads inputs, calls the user's function, writes outputs.
 */
export interface StepSpec {
  readonly protocol: 1;
  /** The component's name, as `StepError.step` and logs say it. */
  readonly step: string;
  /** The user's function; none = the step only computes: its output is its input field `value`. */
  readonly function?: { readonly bundle: Digest; readonly export: string };
  /** In order; the n-th is read from the environment variable `DAGWRIGHT_INPUT_n`, or from `inputs` in the file `DAGWRIGHT_INPUTS_FILE`, as an argument text. */
  readonly inputs: readonly { readonly name: string; readonly field: Field }[];
  /** Whether the function takes an argument at all. */
  readonly takesInput: boolean;
  /** None = void. */
  readonly output?: Field;
  readonly types: Types;
  /** Files to write to `<out>/<name>` as argument texts, each a value over the one reference `{ node: "output", path }`. */
  readonly results: readonly StepResult[];
  /** The step fails with the text of its input field `message` as `thrown`, or else with the `StepFailure` in its field `cause`: how a target fails where no user code runs. */
  readonly fails?: boolean;
  /** The step brings what its input field `uri` names, as an artifact of this kind: its output. */
  readonly imports?: string;
  /** Seconds until the wrapper gives up with `StepError{ kind: "timeout" }`. */
  readonly timeoutSeconds?: number;
}

export interface StepResult {
  readonly name: string;
  readonly value: Value;
  /** The value is a list; written as a JSON list of its items' argument texts, so that a target can pick one without reading JSON. */
  readonly as?: "texts";
}

/** The step's environment, next to the user's own variables. */
export const STEP_ENV = {
  spec: "DAGWRIGHT_STEP",
  specFile: "DAGWRIGHT_STEP_FILE",
  /** + index of the input in `StepSpec.inputs`. */
  input: "DAGWRIGHT_INPUT_",
  /** A JSON file: `{ "inputs": ArgumentText[] }`; instead of the variables. */
  inputsFile: "DAGWRIGHT_INPUTS_FILE",
  /** Folder the results are written to. */
  out: "DAGWRIGHT_OUT",
  /** Folder of bundles: `<sha256>.mjs`. Where absent, `DAGWRIGHT_BUNDLE_<n>` hold `<sha256>:<gzip+base64>` and are unpacked first. */
  bundles: "DAGWRIGHT_BUNDLES",
  bundle: "DAGWRIGHT_BUNDLE_",
  /** Counts from 0, as Argo's `{{retries}}`; absent or unresolved = 0. */
  retries: "DAGWRIGHT_RETRIES",
  /** JSON: variables of the step that only the run knew, by name; over those of its environment. */
  env: "DAGWRIGHT_ENV",
  /** JSON: a duration such as `"5m"`, or null for none; instead of `StepSpec.timeoutSeconds`. */
  timeout: "DAGWRIGHT_TIMEOUT",
  runId: "DAGWRIGHT_RUN_ID",
  runStartedAt: "DAGWRIGHT_RUN_STARTED_AT",
  /** Prefix of the keys of this step's artifacts; artifact n is `<prefix>/<n>-<name>` and lies in `<artifacts>/<n>-<name>`. */
  artifactKey: "DAGWRIGHT_ARTIFACT_KEY",
  artifacts: "DAGWRIGHT_ARTIFACTS",
  /** JSON: `{ key, path }[]`, longest key first wins: where the bytes of input handles are. A handle whose key is, or lies below, `key` is at `path` + the rest. */
  mounts: "DAGWRIGHT_MOUNTS",
  /** + index: further mounts as two variables each, `…_KEY` and `…_PATH`, for carriers that can only set whole values. */
  mount: "DAGWRIGHT_MOUNT_",
} as const;

/** Files the wrapper writes in `<out>` besides the results. */
export const STEP_FILES = {
  /** A `StepFailure` as JSON (parameter text); its absence after a non-zero exit means infrastructure. */
  error: "error",
  /** Metrics, params and log records as NDJSON of `StepEvent`. */
  events: "events.ndjson",
} as const;

export type StepEvent =
  | {
      readonly type: "metric";
      readonly name: string;
      readonly value: number | "NaN" | "Infinity" | "-Infinity";
      readonly step?: number;
      readonly at: string;
    }
  | { readonly type: "param"; readonly name: string; readonly value: string | number | boolean; readonly at: string }
  | { readonly type: "info"; readonly message: string; readonly at: string };

/** Where user bundles find the surface's runtime: the wrapper puts it there before it loads them, so a bundle never carries the wrapper's version. */
export const RUNTIME_SYMBOL = "dagwright.runtime";

export type { Type };
