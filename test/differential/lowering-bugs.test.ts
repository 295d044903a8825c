// Whether the comparison of generated programs would see a compiler that lowers wrongly: it is given what such a compiler would make.
import { describe, expect, it } from "vitest";
import { askInNode } from "../support/in-node.ts";
import type { BugsAnswer, BugsQuestion } from "../support/lowering-bugs-suite.ts";
import { LOWERING_BUGS } from "./lowering-bugs/bugs.ts";

const question: BugsQuestion = { seed: 20_261_124, count: 2000 };
const found = (await askInNode(new URL("../support/lowering-bugs-suite.ts", import.meta.url), question)) as BugsAnswer;
const programs = LOWERING_BUGS.map(({ name }) => found[name]?.program);

console.log(
  [
    `lowering bugs found by generated programs: ${programs.filter((each) => each !== undefined).length}/${LOWERING_BUGS.length}, each within ${question.count}`,
    ...LOWERING_BUGS.map(({ name }, at) => `  ${String(programs[at] ?? "not found").padStart(9)}  ${name}`),
  ].join("\n"),
);

describe("a compiler is found out", () => {
  it.each(LOWERING_BUGS)("in which $name", ({ name }) => {
    expect(found[name]?.program).toBeLessThanOrEqual(question.count);
  });

  it("for at least twenty mistakes, no two of the same name", () => {
    expect(new Set(LOWERING_BUGS.map(({ name }) => name)).size).toBe(LOWERING_BUGS.length);
    expect(LOWERING_BUGS.length).toBeGreaterThanOrEqual(20);
  });
});
