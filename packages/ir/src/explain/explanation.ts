/** Where something in a pipeline's body runs, and why there. */
import type { Span } from "@dagwright/protocol";

export const EXPLANATION_KINDS = [
  /** A process or a pod. */
  "step",
  /** Another pipeline's steps. */
  "pipeline",
  "approval",
  "branch",
  "fan-out",
  "loop",
  /** Members of one `Promise.all`. */
  "parallel",
  "try",
  "failure",
  /** TypeScript that the wrapper of a step evaluates. */
  "glue",
  /** Operators and templates that every target evaluates itself. */
  "expression",
  /** An input or an output, handed on as it is. */
  "reference",
  "constant",
  "helper",
  "unrolled",
  "dropped",
] as const;
export type ExplanationKind = (typeof EXPLANATION_KINDS)[number];

export interface Explanation {
  readonly kind: ExplanationKind;
  readonly span: Span;
  /** Ids of the steps and blocks that it has become, or that evaluate it: of the copies of a loop, one each. */
  readonly nodes: readonly string[];
  readonly reason: string;
}

/** One place in the source is told once of each kind, however many copies it has. */
export const keyOf = (kind: ExplanationKind, { file, start, end }: Span): string => JSON.stringify([kind, file, start, end]);

/** In the order of the sources, the pipeline's own file first; of what begins at one place, the larger first. */
export const inSourceOrder = (explanations: readonly Explanation[], own: string): readonly Explanation[] =>
  explanations.toSorted(
    ({ span: a }, { span: b }) =>
      Number(a.file !== own) - Number(b.file !== own) ||
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      compare(a.start, b.start) ||
      compare(b.end, a.end),
  );

const compare = (a: Span["start"], b: Span["start"]): number => a[0] - b[0] || a[1] - b[1];

export const isSame = (a: Span, b: Span): boolean => a.file === b.file && compare(a.start, b.start) === 0 && compare(a.end, b.end) === 0;
