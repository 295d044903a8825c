import { describe, expect, it } from "vitest";
import { spansIn } from "../support/calls.ts";
import { brokenPairs, orderTally, requiredPairs, sideBySide } from "../support/required-order.ts";

/** `a`, then `b` and `c` side by side, the last of which fails, then `d`. */
const beside = new Map([
  ['{"name":"a"}', ['{"name":"a"}']],
  ['{"name":"b"}', ['{"name":"a"}', '{"name":"b"}', '{"name":"c"}']],
  ['{"name":"c"}', ['{"name":"a"}', '{"name":"b"}', '{"name":"c"}']],
  ['{"name":"d"}', ['{"name":"a"}', '{"name":"b"}', '{"name":"c"}', '{"name":"d"}']],
]);
const pairs = requiredPairs(beside);

const log = (times: Readonly<Record<string, readonly [started: number, ended: number]>>) =>
  spansIn(
    Object.entries(times)
      .map(([name, [started, ended]]) => `some pod: SPAN ${started} ${ended} {"name":"${name}"}`)
      .join("\n"),
  );
const kept = { a: [10, 20], b: [20, 40], c: [30, 50], d: [60, 70] } as const;

describe("required order", () => {
  it("is what does not start beside a slow call", () => {
    expect(pairs.map((pair) => pair.map((call) => call.slice(9, 10)).join(" "))).toEqual(["a b", "a c", "a d", "b d", "c d"]);
  });

  it("is kept by a run that starts each call when those before it have ended", () => {
    expect(brokenPairs(pairs, log(kept))).toEqual([]);
  });

  it("says nothing about calls that need each other not", () => {
    expect(brokenPairs(pairs, log({ ...kept, b: kept.c, c: kept.b }))).toEqual([]);
    expect(sideBySide(log(kept))).toBe(1);
  });

  it("is broken where two calls are swapped", () => {
    expect(brokenPairs(pairs, log({ ...kept, a: kept.b, b: kept.a }))).toEqual([
      '{"name":"b"} started before {"name":"a"} had ended',
      '{"name":"c"} started before {"name":"a"} had ended',
    ]);
  });

  it("is broken by a start one nanosecond before the end", () => {
    expect(brokenPairs(pairs, log({ ...kept, a: [10, 21] }))).toEqual(['{"name":"b"} started before {"name":"a"} had ended']);
  });

  it("is broken by any of several runs of a call", () => {
    expect(brokenPairs(pairs, [...log(kept), ...log({ a: [55, 61] })])).toHaveLength(3);
  });

  it("is not shown by a call that never ended", () => {
    const { c: _, ...others } = kept;
    expect(brokenPairs(pairs, log(others))).toEqual(['no span of {"name":"c"}', 'no span of {"name":"c"}']);
  });

  it("is counted", () => {
    const tally = orderTally("here");
    tally.add(pairs, log(kept));
    expect(tally.text()).toBe("required order here: 1 programs, 5 pairs; of 1 pairs in no order, 1 ran side by side");
  });
});
