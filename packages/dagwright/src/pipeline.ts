import type { AnyFunction, Check, InputOf } from "./check.ts";
import { implementationOf } from "./declaration.ts";
import { runPipeline } from "./run-pipeline.ts";

export interface PipelineOptions<I> {
  /** "javascript" (the default): a step starts when the text says so. "dataflow": as soon as what it reads is there. */
  readonly order?: "javascript" | "dataflow";
  /** "settle" (the default): after a failure, what is independent of it goes on. "stop": nothing new starts. */
  readonly onFailure?: "settle" | "stop";
  /** A step that cleans up after success, failure and cancel; it gets the pipeline's inputs and may read `run`. */
  readonly onExit?: (input: I) => Promise<unknown>;
}

/**
 * Makes an async function a pipeline. Calling it in plain Node runs it there.
 *
 * @example
 * export default pipeline("churn", async ({ table }: { table: string }) => { const { rows } = await prepare({ table }); return { rows }; });
 */
export function pipeline<F extends AnyFunction>(name: string & Check<F>, body: F): F;
export function pipeline<F extends AnyFunction>(name: string, options: PipelineOptions<InputOf<F>> & Check<F>, body: F): F;
export function pipeline(name: string, second: AnyFunction | PipelineOptions<never>, third?: AnyFunction): unknown {
  const body = typeof second === "function" ? second : third;
  if (body === undefined) throw new TypeError(`the pipeline ${name} has no function`);
  const options = typeof second === "function" ? {} : second;
  const { onExit } = options;
  const declaration = {
    name,
    source: () => Function.prototype.toString.call(body),
    body: implementationOf(body),
    onFailure: options.onFailure ?? "settle",
    onExit: onExit === undefined ? undefined : implementationOf(onExit),
  } as const;
  return function (this: unknown, ...args: readonly unknown[]): unknown {
    return runPipeline(declaration, this, args);
  };
}
