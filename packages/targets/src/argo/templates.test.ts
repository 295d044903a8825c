import { describe, expect, it } from "vitest";
import type { Template } from "./manifest.ts";
import { Templates } from "./templates.ts";

const pause = (duration: string): Omit<Template, "name"> => ({ suspend: { duration } });

describe("Templates", () => {
  it("keeps equal content once, whatever it should be called and in whatever order it is written", () => {
    const templates = new Templates();
    const first = templates.add("train", { parallelism: 2, suspend: { duration: "0" } });
    expect(templates.add("evaluate", { suspend: { duration: "0" }, parallelism: 2 })).toBe(first);
    expect(templates.all()).toHaveLength(1);
  });

  it("counts names up where contents differ", () => {
    const templates = new Templates();
    expect([templates.add("train", pause("0")), templates.add("train", pause("1")), templates.add("train", pause("2"))]).toEqual([
      "train",
      "train-2",
      "train-3",
    ]);
  });

  it("never gives a counted name twice", () => {
    const templates = new Templates();
    const names = [templates.add("train-2", pause("0")), templates.add("train", pause("1")), templates.add("train", pause("2"))];
    expect(new Set(names).size).toBe(3);
  });

  it("lists callers before what they call", () => {
    const templates = new Templates();
    const called = templates.add("step", pause("0"));
    templates.add("main", { dag: { failFast: false, tasks: [{ name: "a", template: called }] } });
    expect(templates.all().map(({ name }) => name)).toEqual(["main", "step"]);
  });
});
