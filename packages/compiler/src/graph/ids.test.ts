import { describe, expect, it } from "vitest";
import { Ids } from "./ids.ts";

describe("ids", () => {
  it("are the names of the program, numbered from the second on", () => {
    const ids = new Ids();
    expect(["train", "train", "train", "report"].map((name) => ids.allocate(name))).toEqual(["train", "train-2", "train-3", "report"]);
  });

  it("leave the names of bindings alone, and count names that differ in case as one", () => {
    const ids = new Ids();
    expect(["input", "run", "modelA", "modela"].map((name) => ids.allocate(name))).toEqual(["input-2", "run-2", "modelA", "modela-2"]);
  });

  it("hold letters, digits, - and _ only, and begin with a letter", () => {
    const ids = new Ids();
    expect(["$x", "_private", "größe", "1st", "…"].map((name) => ids.allocate(name, "step"))).toEqual([
      "x",
      "private",
      "gr-e",
      "st",
      "step",
    ]);
  });
});
