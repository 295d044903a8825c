/** What this process is asked to do: `step-contract.ts`, read from the environment. */
import { readFileSync } from "node:fs";
import { durationSeconds, ENV_PREFIX, STEP_ENV, type ArgumentText, type StepSpec } from "@dagwright/protocol";

export interface Mount {
  readonly key: string;
  readonly path: string;
}

export interface StepProcess {
  readonly spec: StepSpec;
  /** Argument texts, in the order of `spec.inputs`. */
  readonly inputs: readonly ArgumentText[];
  /** The user's variables that the starter's environment does not hold. */
  readonly variables: Readonly<Record<string, string>>;
  /** Why the step cannot do what it is asked: its failure. */
  readonly problem?: string;
  /** Counts from 1. */
  readonly attempt: number;
  readonly out: string;
  readonly mounts: readonly Mount[];
  readonly artifacts: { readonly folder: string; readonly keyPrefix: string };
  readonly run: { readonly id: string; readonly startedAt: string };
}

export type Environment = Readonly<Record<string, string | undefined>>;

export function readStepProcess(env: Environment): StepProcess {
  const specText = env[STEP_ENV.spec] ?? readFileSync(required(env, STEP_ENV.specFile), "utf8");
  // The starter wrote it: a compiler's lowering, or the runner.
  const spec = JSON.parse(specText) as StepSpec;
  const { seconds, problem } = timeoutIn(env);
  return {
    spec: seconds === undefined ? spec : { ...spec, timeoutSeconds: seconds },
    ...(problem === undefined ? {} : { problem }),
    variables: JSON.parse(env[STEP_ENV.env] ?? "{}") as Readonly<Record<string, string>>,
    inputs: readInputs(env, spec),
    attempt: 1 + retriesIn(env),
    out: required(env, STEP_ENV.out),
    mounts: readMounts(env),
    artifacts: { folder: env[STEP_ENV.artifacts] ?? "", keyPrefix: env[STEP_ENV.artifactKey] ?? "" },
    run: { id: env[STEP_ENV.runId] ?? "", startedAt: env[STEP_ENV.runStartedAt] ?? new Date(0).toISOString() },
  };
}

function readInputs(env: Environment, spec: StepSpec): readonly ArgumentText[] {
  const file = env[STEP_ENV.inputsFile];
  if (file === undefined) return spec.inputs.map((_, index) => env[`${STEP_ENV.input}${index}`] ?? "");
  const { inputs } = JSON.parse(readFileSync(file, "utf8")) as { inputs: readonly ArgumentText[] };
  return inputs;
}

/** A tag that Argo had no value for stays as it is written, and means 0. */
function retriesIn(env: Environment): number {
  const text = env[STEP_ENV.retries] ?? "";
  return /^\d+$/u.test(text) ? Number(text) : 0;
}

/** What the run has decided. */
function timeoutIn(env: Environment): { readonly seconds?: number; readonly problem?: string } {
  const text = env[STEP_ENV.timeout] ?? "";
  if (text === "" || text === "null") return {};
  const duration: unknown = JSON.parse(text);
  const seconds = typeof duration === "string" ? durationSeconds(duration) : undefined;
  return seconds === undefined ? { problem: `the option timeout is ${text}, not a duration such as "30s", "5m" or "24h"` } : { seconds };
}

function readMounts(env: Environment): readonly Mount[] {
  const mounts: Mount[] = env[STEP_ENV.mounts] === undefined ? [] : [...(JSON.parse(env[STEP_ENV.mounts] ?? "[]") as Mount[])];
  for (let index = 0; ; index += 1) {
    const path = env[`${STEP_ENV.mount}${index}_PATH`];
    if (path === undefined) return mounts;
    const key = env[`${STEP_ENV.mount}${index}_KEY`] ?? "";
    if (key !== "") mounts.push({ key, path });
  }
}

function required(env: Environment, name: string): string {
  const value = env[name];
  if (value === undefined || value === "")
    throw new Error(`${name} is not set: this module runs inside a step and is started by the runner or by a pod`);
  return value;
}

/** By these the starter finds again what a step left running. */
const MARKERS: ReadonlySet<string> = new Set([STEP_ENV.runId, STEP_ENV.specFile]);

/** The step's environment as the user's code and its child processes see it: without what only the wrapper needs. */
export function forgetOwnVariables(env: Record<string, string | undefined>): void {
  for (const name of Object.keys(env)) if (name.startsWith(ENV_PREFIX) && !MARKERS.has(name)) delete env[name];
}
