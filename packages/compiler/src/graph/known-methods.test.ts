import { describe, expect, it } from "vitest";
import { foldFunction, foldGlobal, foldMethod } from "./known-methods.ts";

describe("folding of built-ins", () => {
  it("computes what is the same everywhere", () => {
    expect(foldMethod("a-b", "split", ["-"])).toEqual({ value: ["a", "b"] });
    expect(foldMethod([3, 1], "join", ["+"])).toEqual({ value: "3+1" });
    expect(foldGlobal("Object", "keys", [{ b: 1, a: 2 }])).toEqual({ value: ["b", "a"] });
    expect(foldGlobal("Math", "max", [1, 5, 2])).toEqual({ value: 5 });
    expect(foldFunction("String", [1.5])).toEqual({ value: "1.5" });
  });

  it("leaves alone what changes its receiver, depends on the machine, or is no JSON", () => {
    expect(foldMethod([3, 1], "sort", [])).toBeUndefined();
    expect(foldMethod("ä", "localeCompare", ["b"])).toBeUndefined();
    expect(foldGlobal("Math", "random", [])).toBeUndefined();
    expect(foldGlobal("JSON", "parse", ["{"])).toBeUndefined();
    expect(foldMethod("x", "matchAll", ["x"])).toBeUndefined();
  });
});
