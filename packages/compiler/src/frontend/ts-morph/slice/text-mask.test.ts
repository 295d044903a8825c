import { expect, test } from "vitest";
import { TextMask } from "./text-mask.ts";

const masked = (text: string, change: (mask: TextMask) => void): string => {
  const mask = new TextMask({ text });
  change(mask);
  return mask.toString();
};

test("what is kept stays on its line and in its column", () => {
  expect(masked("one two\nthree four\n", (mask) => mask.keep(14, 18))).toBe("\n      four\n");
  expect(masked("one two", (mask) => mask.keep(4, 7))).toBe("    two");
});

test("a part of what is kept can be blanked, and replaced", () => {
  const text = "export const a = 1;";
  expect(masked(text, (mask) => (mask.keep(0, 19), mask.blank(0, 6)))).toBe("       const a = 1;");
  expect(masked(text, (mask) => (mask.keep(0, 19), mask.replace(0, 12, "var")))).toBe("var          a = 1;");
});

test("a text that is longer than its place shifts the rest of its line", () => {
  expect(masked("ab c\nd", (mask) => (mask.keep(0, 6), mask.replace(0, 2, "longer")))).toBe("longer c\nd");
  expect(masked("a\nb c", (mask) => (mask.keep(0, 5), mask.replace(0, 3, "longer")))).toBe("longer\n  c");
});

test("insertions take no part in the counting of columns", () => {
  expect(masked("ab\ncd", (mask) => (mask.keep(3, 5), mask.insert(3, "("), mask.insert(5, ")"), mask.insert(5, ";")))).toBe("\n(cd);");
});

/** One character at a time: slow, and plainly right. */
function slowly(text: string, steps: readonly Step[]): string {
  const blank = (at: number): string => (text[at] === "\n" ? "\n" : " ");
  const units = [...text].map((_, at) => blank(at));
  const inserted = new Map<number, string>();
  for (const { kind, from, to } of steps) {
    if (kind === "insert") inserted.set(from, `${inserted.get(from) ?? ""}+`);
    else for (let at = from; at < Math.min(to, text.length); at += 1) units[at] = kind === "keep" ? (text[at] ?? "") : blank(at);
  }
  return [...units, ""].map((unit, at) => (inserted.get(at) ?? "") + unit).join("");
}

interface Step {
  readonly kind: "keep" | "blank" | "insert";
  readonly from: number;
  readonly to: number;
}

/** A sequence of whole numbers below a limit, the same in every run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test("any changes come to the same as one character at a time, but for blanks at the end of a line", () => {
  const roll = dice(7);
  const pick = <T>(...of: readonly [T, ...T[]]): T => of[roll(of.length)] ?? of[0];
  const trimmed = (lines: string): string => lines.replaceAll(/ +$/gmu, "");
  for (let round = 0; round < 2000; round += 1) {
    const text = Array.from({ length: 24 }, () => pick("a", "b", "\n", "\u2028")).join("");
    const steps = Array.from({ length: roll(12) }, (): Step => {
      const places: readonly [number, number] = [roll(25), roll(25)];
      return { kind: pick("keep", "blank", "insert"), from: Math.min(...places), to: Math.max(...places) };
    });
    const fast = masked(text, (mask) => {
      for (const { kind, from, to } of steps) {
        if (kind === "insert") mask.insert(from, "+");
        else mask[kind](from, to);
      }
    });
    expect(trimmed(fast), JSON.stringify({ text, steps })).toBe(trimmed(slowly(text, steps)));
  }
});
