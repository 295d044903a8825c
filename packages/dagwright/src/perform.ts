/** One step in plain Node: its attempts, each over a boundary, within its time. */
import { StepError, type StepErrorKind } from "@dagwright/protocol";
import { checkedOutput, crossInput, OutputError } from "./boundary.ts";
import type { Declaration, Implementation } from "./declaration.ts";
import { secondsOf } from "./duration.ts";
import { retryLimit } from "./options.ts";
import { inScope, type Scope, type StepContext } from "./scope.ts";
import { stepEnvironment, withEnvironment } from "./step-environment.ts";
import { thrownMessage } from "./thrown-message.ts";
import { timeoutMessage } from "./timeout-message.ts";
import { clearTimeout, LONGEST_SECONDS, setTimeout } from "./timers.ts";
import { UsageError } from "./usage-error.ts";

export interface Performance {
  readonly declaration: Declaration;
  readonly implementation: Implementation;
  readonly self: unknown;
  readonly args: readonly unknown[];
  readonly scope: Scope;
}

/** Rejects with a `StepError`, or with a `UsageError` as it is. */
export async function perform(performance: Performance): Promise<unknown> {
  const last = 1 + retryLimit(performance.declaration.options);
  const { record } = performance.scope.hooks ?? {};
  const startedAt = process.hrtime.bigint();
  const ended = (attempts: number, outcome: Parameters<NonNullable<typeof record>>[0]["outcome"]): void => {
    record?.({
      step: performance.declaration.name(),
      args: performance.args,
      outcome,
      attempts,
      startedAt,
      endedAt: process.hrtime.bigint(),
    });
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      const output = await attemptOnce(performance, attempt);
      ended(attempt, { status: "succeeded", output });
      return output;
    } catch (error) {
      if (!(error instanceof UsageError) && attempt < last) continue;
      ended(attempt, { status: "failed", error });
      throw error;
    }
  }
}

async function attemptOnce({ declaration, implementation, self, args, scope }: Performance, attempt: number): Promise<unknown> {
  const abort = new AbortController();
  const step: StepContext = {
    get name() {
      return declaration.name();
    },
    attempt,
    signal: abort.signal,
    record: (event) => {
      if (event.type === "info") process.stderr.write(`${event.message}\n`);
    },
  };
  const fail = (kind: StepErrorKind, cause: unknown): StepError =>
    new StepError({ step: declaration.name(), attempt, kind, message: thrownMessage(cause) }, { cause });
  const work = async (): Promise<unknown> => checkedOutput(await implementation(self, crossInput(args)));
  try {
    const environment = stepEnvironment(declaration.options);
    const running = withEnvironment(environment, () =>
      inScope({ ...scope, step, ...(environment === undefined ? {} : { environment }) }, work),
    );
    const { timeout } = declaration.options;
    return await (timeout === undefined ? running : withinTime(running, secondsOf(timeout), abort));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (error instanceof TimeIsOver) throw fail("timeout", error);
    throw fail(error instanceof OutputError ? "invalid-output" : "thrown", error instanceof OutputError ? error.cause : error);
  }
}

class TimeIsOver extends Error {
  override readonly name = "TimeIsOver";
}

/** What goes on after its time is over is nobody's result any more. */
async function withinTime<T>(running: Promise<T>, seconds: number, abort: AbortController): Promise<T> {
  if (seconds > LONGEST_SECONDS) return running;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new TimeIsOver(timeoutMessage(seconds));
      abort.abort(error);
      reject(error);
    }, seconds * 1000);
  });
  try {
    return await Promise.race([running, over]);
  } finally {
    clearTimeout(timer);
    running.catch(() => {});
  }
}
