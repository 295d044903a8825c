import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROGRAMS } from "../cluster/programs/index.ts";
import { BEHAVIOURS, catalogueText, grouped } from "../support/catalogue.ts";
import { root } from "../support/command.ts";
import { golden } from "../support/golden.ts";

describe("the conformance catalogue", () => {
  it("has at least 80 programs, each of which states its behaviour as a sentence in its first line", () => {
    expect(BEHAVIOURS.length).toBeGreaterThanOrEqual(80);
    expect(BEHAVIOURS.filter(({ sentence }) => !/^[A-Z`].{15,}\.$/u.test(sentence)).map(({ name }) => name)).toEqual([]);
  });

  it("states no behaviour twice", () => {
    const byText = Map.groupBy(BEHAVIOURS, ({ sentence }) => sentence);
    expect([...byText.values()].filter(({ length }) => length > 1)).toEqual([]);
  });

  it("has a group for every program", () => {
    expect(grouped().filter(({ title }) => title === "Others")).toEqual([]);
  });

  it("stands in docs/conformance.md", async () => {
    await golden(join(root, "docs/conformance.md"), catalogueText(PROGRAMS.map(({ name }) => name)));
  });
});
