import { expect, it } from "vitest";
import { loop } from "./loop.ts";

it("counts the turns from nought", () => {
  const seen: number[] = [];
  for (const turn of loop({ max: 5 })) {
    seen.push(turn);
    if (turn === 2) break;
  }
  expect(seen).toEqual([0, 1, 2]);
});

it("makes all its turns, and fails when asked for one more", () => {
  const seen: number[] = [];
  const run = (): void => {
    for (const turn of loop({ max: 3 })) seen.push(turn);
  };
  expect(run).toThrow("the loop did not end within 3 turns");
  expect(seen).toEqual([0, 1, 2]);
});

it("takes a whole number of at least one", () => {
  expect(() => [...loop({ max: 0 })]).toThrow("max is 0; it must be a whole number of at least 1");
  expect(() => [...loop({ max: 1.5 })]).toThrow(RangeError);
});
