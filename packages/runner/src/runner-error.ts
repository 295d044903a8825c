export type ProblemCode =
  /** No engine answers, and the container has no fake. */
  | "containerWithoutExecutor"
  | "bundleMissing"
  | "bundleCorrupt"
  | "secretMissing"
  | "approvalUnanswered"
  /** A kind of component that cannot run here. */
  | "unsupported"
  /** The home cannot be made. */
  | "homeNotWritable"
  /** The document does not pass `verify`. */
  | "invalidDocument";

export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  /** One thing to do. */
  readonly help?: string;
}

/** Thrown before anything starts, with everything that stands in the way at once. */
export class RunnerError extends Error {
  override readonly name = "RunnerError";
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map(({ message, help }) => (help === undefined ? message : `${message}\nhelp: ${help}`)).join("\n"));
    this.problems = problems;
  }
}
