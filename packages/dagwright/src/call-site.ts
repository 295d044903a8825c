/** Where a declaration stands in its file. Taken once a declaration, and cheap: one frame, not yet turned into text. */
export interface CallSite {
  /** The first line of a stack below the call, read when somebody asks. */
  readonly frame: () => string;
}

/** The place that called `callee`. */
export function callSite(callee: (...args: never) => unknown): CallSite {
  const holder: { stack?: string } = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 1;
  Error.captureStackTrace(holder, callee);
  Error.stackTraceLimit = limit;
  return { frame: () => holder.stack?.split("\n").at(-1)?.trim() ?? "" };
}
