/** Runs a document over plain functions: what tests and the comparison of all ways to run a pipeline are built on. */
import {
  CodecError,
  decode,
  encode,
  evaluate,
  handlesOnly,
  type Digest,
  type Glue,
  type Json,
  type JsonObject,
  type StepFailure,
  type Types,
  type Value,
} from "@dagwright/protocol";
import { execute } from "./engine.ts";
import { recordOf } from "./engine/record.ts";
import { failureOf } from "./engine/values.ts";
import type { ApprovalCall, EngineEvent, HostResult, ReadScope, TaskCall } from "./engine/host.ts";
import { normalizeJson } from "./inputs.ts";
import type { Component, Document, StepConfig } from "./model.ts";
import type { Outcome } from "./outcome.ts";
import { own } from "./own.ts";
import { isRetried } from "./retry.ts";

/** A component as a function over JSON. Throwing a `StepError` fails with its kind; anything else is `thrown`. */
export type FakeComponent = (
  input: JsonObject | undefined,
  context: { readonly attempt: number; readonly path: string; readonly config: StepConfig },
) => Promise<Json | undefined> | Json | undefined;

/** Glue as a function over revived roots (a `Date` is a `Date`) and JSON constants. */
export type FakeGlue = (roots: Readonly<Record<string, unknown>>, constants: Readonly<Record<string, Json>>) => unknown;

export type ApprovalAnswer = { readonly approve: JsonObject } | { readonly reject: string };

/** By path, else by node id; or a function of the call. */
export type ApprovalAnswers = Readonly<Record<string, ApprovalAnswer>> | ((call: ApprovalCall) => ApprovalAnswer | undefined);

export interface InterpretOptions {
  readonly inputs?: JsonObject;
  readonly run?: { readonly id: string; readonly startedAt: string };
  readonly components: Readonly<Record<string, FakeComponent>>;
  /** By digest. */
  readonly glue?: Readonly<Record<Digest, FakeGlue>>;
  /** `approve` may leave out `reason`, `by` and `at`. */
  readonly approvals?: ApprovalAnswers;
  readonly signal?: AbortSignal;
  readonly pipeline?: string;
  readonly event?: (event: EngineEvent) => void;
}

/** One attempt of one step. */
export interface StepCall {
  readonly path: string;
  readonly component: string;
  /** By input field, as the component was given them; none = it takes nothing, or they could not be evaluated. */
  readonly args: JsonObject | undefined;
  readonly attempt: number;
  readonly outcome: Outcome;
  /** Ticks of one clock that counts starts and ends: a call whose `end` is less than another's `start` happened before it. */
  readonly start: number;
  readonly end: number;
}

export interface Interpretation {
  readonly outcome: Outcome;
  readonly output: Json | undefined;
  readonly onExit?: Outcome;
  readonly calls: readonly StepCall[];
}

/** What `StepFailure.step` says of a rejected approval, everywhere. */
export const APPROVAL_STEP = "approval";

export const INTERPRETER_RUN = { id: "interpreted", startedAt: "2020-01-01T00:00:00.000Z" } as const;

/** Interprets a verified document. Resolves whatever the steps do; throws an `InputsError` on inputs that do not fit. */
export async function interpret(document: Document, options: InterpretOptions): Promise<Interpretation> {
  const calls: StepCall[] = [];
  let tick = 0;
  const run = options.run ?? INTERPRETER_RUN;
  const glueOf = (scope: ReadScope) => ({ ...scope, glue: runGlue(document.types, options.glue ?? {}) });

  const runTask = async (call: TaskCall): Promise<HostResult> => {
    for (let attempt = 1; ; attempt += 1) {
      const start = tick++;
      const { args, result } = await attemptTask(call, attempt);
      const outcome: Outcome =
        "ok" in result ? { kind: "succeeded" } : "failed" in result ? { kind: "failed", failure: result.failed } : { kind: "cancelled" };
      calls.push({ path: call.path, component: call.name, args, attempt, outcome, start, end: tick++ });
      if (!("failed" in result) || !isRetried(call.config, result.failed) || (options.signal?.aborted === true && !call.onExit))
        return result;
    }
  };

  const attemptTask = async (call: TaskCall, attempt: number): Promise<{ args: JsonObject | undefined; result: HostResult }> => {
    let args: JsonObject | undefined;
    try {
      const given = argumentsOf(call, document.types, glueOf(call.scope));
      args = given;
      const component = own(options.components, call.name);
      if (component === undefined) throw new TypeError(`the interpreter was given no function for the component ${call.name}`);
      const output = await component(given, { attempt, path: call.path, config: call.config });
      return { args, result: outputOf(call.component, output, document.types, call.name, attempt) };
    } catch (error) {
      if (options.signal?.aborted === true && !call.onExit) return { args, result: { cancelled: true } };
      return { args, result: { failed: { ...failureOf(error, call.name), step: call.name, attempt } } };
    }
  };

  const { outcome, output, onExit } = await execute(document, {
    inputs: options.inputs ?? {},
    run,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(options.pipeline === undefined ? {} : { pipeline: options.pipeline }),
    host: {
      runTask,
      compute: (value, scope) => Promise.resolve().then(() => evaluate(value, glueOf(scope))),
      approve: (call) => Promise.resolve(answer(call, options.approvals ?? {}, run.startedAt)),
      ...(options.event === undefined ? {} : { event: options.event }),
    },
  });
  return { outcome, output, calls, ...(onExit === undefined ? {} : { onExit }) };
}

function argumentsOf(call: TaskCall, types: Types, scope: Parameters<typeof evaluate>[1]): JsonObject | undefined {
  const { input } = call.component;
  if (input === undefined) return undefined;
  const args: Record<string, Json | undefined> = {};
  for (const [name, field] of Object.entries(input.fields)) {
    const value: Value = own(call.args, name) ?? { kind: "absent" };
    const given = evaluate(value, scope);
    if (given !== undefined) args[name] = normalizeJson(given, field.type, types, `input.${name}`);
    else if (field.optional !== true) throw new CodecError(`input.${name}`, "is undefined, but it is required");
  }
  return recordOf(args);
}

function outputOf(component: Component, output: Json | undefined, types: Types, step: string, attempt: number): HostResult {
  const field = component.output;
  if (field === undefined) return { ok: undefined };
  if (output === undefined && field.optional === true) return { ok: undefined };
  try {
    if (output === undefined) throw new CodecError("output", "is undefined, but it is required");
    return { ok: normalizeJson(output, field.type, types, "output") };
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    return { failed: { step, attempt, kind: "invalid-output", message: error.message } };
  }
}

function runGlue(types: Types, functions: Readonly<Record<Digest, FakeGlue>>) {
  return (glue: Glue, roots: Readonly<Record<string, Json | undefined>>): Json | undefined => {
    const run = own(functions, glue.glue);
    if (run === undefined) throw new TypeError(`the interpreter was given no function for the glue ${glue.source}`);
    const revived: Record<string, unknown> = {};
    for (const [name, root] of Object.entries(glue.roots)) {
      const value = roots[name];
      revived[name] = value === undefined ? undefined : decode(value, root.type, types, handlesOnly, name);
    }
    const result = run(revived, glue.constants);
    return result === undefined ? undefined : encode(result, glue.type, types, handlesOnly, "value");
  };
}

function answer(call: ApprovalCall, answers: ApprovalAnswers, at: string): HostResult {
  const given = typeof answers === "function" ? answers(call) : (own(answers, call.path) ?? own(answers, call.node.id));
  const rejected = (message: string): HostResult => {
    const failed: StepFailure = { step: APPROVAL_STEP, attempt: 1, kind: "rejected", message };
    return { failed };
  };
  if (given === undefined) return rejected(`nobody answers ${call.path}: ${call.message}`);
  if ("reject" in given) return rejected(given.reject);
  return { ok: { reason: "", by: "interpreter", at, ...given.approve } };
}
