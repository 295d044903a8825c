import type { Value } from "@dagwright/protocol";
import { describe, expect, it } from "vitest";
import { compare, document, literal, loop, NUMBER, pipeline, ref, region } from "../testing/build.ts";
import { killers } from "../testing/killers.ts";

const looping = (max: number, goOn: Value) =>
  document(
    {},
    { main: pipeline(region([loop("l", { n: { type: NUMBER, init: literal(1), next: literal(2) } }, goOn, region([]), { max })])) },
  );

describe("loop-bounds", () => {
  it("refuses more turns than targets can unfold", () => {
    const goOn = compare(ref("l-state", "n"), "<", literal(2));
    expect(killers(looping(10_000, goOn))).toEqual({});
    expect(killers(looping(10_001, goOn))).toEqual({ loopBounds: ["the loop `l` may make 10001 turns; the limit is 10000"] });
  });

  it("refuses a condition that nothing can change", () => {
    expect(killers(looping(3, literal(true)))).toEqual({
      loopBounds: ["the condition of the loop `l` reads nothing that changes from turn to turn, so it could never end"],
    });
    expect(killers(looping(3, literal(false)))).toEqual({});
  });
});
