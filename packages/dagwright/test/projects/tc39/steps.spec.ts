import { expect, test } from "vitest";
import { withFakes } from "dagwright/testing";
import numbers, { Numbers } from "./steps.ts";

test("runs decorated steps", async () => {
  expect(await numbers({ n: 8 })).toBe("4 16");
  expect(await numbers({ n: 7 })).toBe("Numbers.half 2: 7 is odd");
});

test("fakes a decorated step", async () => {
  expect(await withFakes([[Numbers.half, async ({ n }) => ({ half: n })]], () => numbers({ n: 7 }))).toBe("7 14");
});
