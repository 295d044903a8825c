/** Required order: which calls must have ended before which others start, and whether a run kept to it. */
import type { Span } from "./calls.ts";

/** The first has ended before the second starts. */
export type Pair = readonly [before: string, after: string];

/** For each call, the calls that started before it had ended when it alone was slow, itself included. */
export type Beside = ReadonlyMap<string, readonly string[]>;

/** What does not start beside a slow call waits for it. */
export const requiredPairs = (beside: Beside): readonly Pair[] =>
  [...beside].flatMap(([before, started]) =>
    [...beside.keys()].filter((call) => !started.includes(call)).map((after): Pair => [before, after]),
  );

/** The pairs that a run broke, in words. A call that a pair names and that did not run, or did not end, breaks it too. */
export function brokenPairs(pairs: readonly Pair[], spans: readonly Span[]): readonly string[] {
  const byCall = Map.groupBy(spans, ({ call }) => call);
  return pairs.flatMap(([before, after]) => {
    const [first, second] = [byCall.get(before), byCall.get(after)];
    if (first === undefined || second === undefined) return [`no span of ${first === undefined ? before : after}`];
    const kept = first.every(({ ended }) => second.every(({ started }) => started >= ended));
    return kept ? [] : [`${after} started before ${before} had ended`];
  });
}

/** How many pairs of calls were seen side by side: where there are none, a run says little about order. */
export const sideBySide = (spans: readonly Span[]): number =>
  spans.reduce((sum, a, at) => sum + spans.slice(at + 1).filter((b) => a.started < b.ended && b.started < a.ended).length, 0);

/** Counts what was compared. */
export function orderTally(where: string): { add(pairs: readonly Pair[], spans: readonly Span[]): void; text(): string } {
  const seen = { programs: 0, pairs: 0, free: 0, beside: 0 };
  return {
    add(pairs, spans) {
      seen.programs += 1;
      seen.pairs += pairs.length;
      seen.free += (spans.length * (spans.length - 1)) / 2 - pairs.length;
      seen.beside += sideBySide(spans);
    },
    text: () =>
      `required order ${where}: ${seen.programs} programs, ${seen.pairs} pairs; of ${seen.free} pairs in no order, ${seen.beside} ran side by side`,
  };
}
