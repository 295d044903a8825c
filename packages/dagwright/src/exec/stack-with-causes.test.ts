import { expect, it } from "vitest";
import { stackWithCauses } from "./stack-with-causes.ts";

it("follows the causes of an error", () => {
  const text = stackWithCauses(new Error("fetch failed", { cause: new Error("refused", { cause: { code: 7 } }) }));
  expect(text.split("\n").filter((line) => !line.startsWith("    at "))).toEqual([
    "Error: fetch failed",
    "Caused by: Error: refused",
    'Caused by: {"code":7}',
  ]);
});

it("ends when an error is its own cause", () => {
  const error = new Error("ring");
  error.cause = error;
  expect(stackWithCauses(error).match(/Caused by/gu)).toHaveLength(5);
});
