import { afterAll, describe, expect, it } from "vitest";
import { observeInterpreter, observeLocalRunner, observePlainNode } from "../support/observe.ts";
import { removeWrittenPrograms, writtenPrograms } from "../support/written-programs.ts";

const COUNT = 60;
const INPUTS = [{ x: 2 }, { x: 7 }];
/** Of all programs, those that may have no graph form. */
const REFUSED_AT_MOST = 0.1;

const CONSTRUCTS: readonly (readonly [string, RegExp])[] = [
  ["a branch", /\} else \{/u],
  ["an assigned `let`", /^ {4,}l\d+ = /mu],
  ["an early return", /^ {4,}return \{ v:/mu],
  ["a throw", /throw new Error/u],
  ["a catch", /\} catch \(/u],
  ["a finally", /\} finally \{/u],
  ["parallel members", /await Promise\.all\(\[/u],
  ["an inline member", /\(async \(\) => \{/u],
  ["a parallel map", /await Promise\.all\(\w+\.map\(/u],
  ["a limited map", /await parallelMap\(/u],
  ["a loop", /for \(const o\d+ of/u],
  ["an unrolled loop", /for \(const c\d+ of/u],
  ["a called pipeline", /= await helper\d+\(/u],
  ["a later await", /= await p\d+;/u],
  ["glue", /\.filter\(/u],
  ["a failing call", /fail: true/u],
];

const { programs, refused, codes, internalErrors } = await writtenPrograms(20_261_124, COUNT);
if (refused > 0) console.log(`${refused} of ${COUNT} generated programs have no graph form: ${codes}`);

afterAll(removeWrittenPrograms);

describe("of generated programs", () => {
  it("the compiler refuses few, and none for a fault of its own", () => {
    expect(internalErrors).toBe("");
    expect(programs.length + refused).toBe(COUNT);
    expect(refused).toBeLessThanOrEqual(COUNT * REFUSED_AT_MOST);
  });

  it.each(CONSTRUCTS)("some have %s", (_name, pattern) => {
    expect(programs.filter(({ source }) => pattern.test(source)).length).toBeGreaterThanOrEqual(3);
  });

  it("many fail and many succeed", async () => {
    const plain = await Promise.all(programs.map(({ file }) => observePlainNode(file, INPUTS[0])));
    const failed = plain.filter(({ status }) => status === "failed").length;
    expect(failed).toBeGreaterThan(COUNT / 5);
    expect(plain.length - failed).toBeGreaterThan(COUNT / 5);
  });
});

describe("plain Node and the interpreter agree on generated programs", () => {
  it.each(programs)("$name", async ({ file, source, pipeline }) => {
    for (const inputs of INPUTS) expect(await observeInterpreter(pipeline, inputs), source).toEqual(await observePlainNode(file, inputs));
  });
});

describe("plain Node and the local runner agree on generated programs", () => {
  it.each(programs.slice(0, 6))("$name", async ({ file, source, pipeline }) => {
    expect(await observeLocalRunner(pipeline, INPUTS[0]), source).toEqual(await observePlainNode(file, INPUTS[0]));
  });
});
