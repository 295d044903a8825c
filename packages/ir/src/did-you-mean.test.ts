import { describe, expect, it } from "vitest";
import { didYouMean, nearest } from "./did-you-mean.ts";

describe("didYouMean", () => {
  it("finds the nearest names, nearest first", () => {
    expect(didYouMean("tarin", ["train", "drain", "evaluate"])).toEqual(["train", "drain"]);
    expect(didYouMean("Train", ["train"])).toEqual(["train"]);
  });

  it("says nothing rather than something far away", () => {
    expect(didYouMean("x", ["evaluate", "prepare"])).toEqual([]);
    expect(nearest("x", ["evaluate"]).text).toBe("");
  });

  it("ends a sentence", () => {
    expect(nearest("ab", ["aa", "ac"]).text).toBe("; did you mean aa or ac?");
  });
});
