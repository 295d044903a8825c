import { expect, test } from "vitest";
import { createLineSplitter, LONGEST_PIECE } from "./line-splitter.ts";

function split(...chunks: readonly (string | Uint8Array)[]): string[] {
  const lines: string[] = [];
  const splitter = createLineSplitter((text) => lines.push(text));
  for (const chunk of chunks) splitter.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  splitter.end();
  return lines;
}

test("lines that are cut by chunks are put together, and the last needs no newline", () => {
  expect(split("on", "e\ntwo\r\n\nth", "ree")).toEqual(["one", "two", "", "three"]);
});

test("a character whose bytes come in two chunks survives", () => {
  const bytes = Buffer.from("größe 🙂\n");
  expect(split(bytes.subarray(0, 3), bytes.subarray(3, 9), bytes.subarray(9))).toEqual(["größe 🙂"]);
});

test("bytes that are no UTF-8 become replacement characters", () => {
  expect(split(Uint8Array.from([0xff, 0xfe, 0x61, 0x0a, 0xc3]))).toEqual(["\uFFFD\uFFFDa", "\uFFFD"]);
});

test("a very long line comes in pieces that add up to it", () => {
  const line = "x".repeat(LONGEST_PIECE * 3 + 5);
  const pieces = split(line.slice(0, 50_000), line.slice(50_000), "\nshort\n");
  expect(pieces.slice(0, -1).join("")).toBe(line);
  expect(Math.max(...pieces.map((piece) => piece.length))).toBe(LONGEST_PIECE);
  expect(pieces.at(-1)).toBe("short");
});
