import { expect, test } from "vitest";
import { formatDuration } from "./format-duration.ts";
import { formatTable } from "./format-table.ts";
import { formatNumber, formatValue, jsonNumber } from "./format-value.ts";

test("metrics have no more digits than one reads, and what is no number is a word", () => {
  expect([0.9666666666, 3, -2.5, 1e-7, 12_345_678.9, Number.NaN, Number.POSITIVE_INFINITY].map(formatNumber)).toEqual([
    "0.96667",
    "3",
    "-2.5",
    "1.000e-7",
    "1.235e+7",
    "NaN",
    "Infinity",
  ]);
  expect([1, Number.NaN, Number.NEGATIVE_INFINITY].map(jsonNumber)).toEqual([1, "NaN", "-Infinity"]);
});

test("artifacts are shown by kind and digest", () => {
  const model = { $artifact: "Model", key: `sha256/${"ab".repeat(32)}`, metadata: {} };
  expect(formatValue({ model, list: [1, "two", null] })).toBe('{ model: Model abababababab, list: [1, "two", null] }');
  expect(formatValue("x".repeat(200))).toHaveLength(100);
});

test("durations get coarser as they get longer", () => {
  expect([12, 340, 59_940, 59_960, 185_000, 7_620_000].map(formatDuration)).toEqual([
    "0.01 s",
    "0.3 s",
    "59.9 s",
    "1 min 00 s",
    "3 min 05 s",
    "2 h 07 min",
  ]);
});

test("columns are as wide as what stands in them", () => {
  expect(
    formatTable(
      [
        ["A", "NUMBER", "C"],
        ["long one", "7", ""],
      ],
      [1],
    ),
  ).toBe("A         NUMBER  C\nlong one       7\n");
});
