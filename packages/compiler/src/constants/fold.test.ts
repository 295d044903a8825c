import { describe, expect, it } from "vitest";
import { openText, type Files } from "../../test/project.ts";
import type { Expression } from "../frontend/syntax.ts";
import { foldConstant, type Folded } from "./fold.ts";

function fold(expression: string, declarations = "", files: Files = {}): Folded {
  const frontend = openText(
    `import { component } from "dagwright";\n${declarations}\nexport const probe = component({}, async () => (${expression}));`,
    files,
  );
  const body: Expression | { readonly kind: "block" } | undefined = frontend.declarations()[0]?.fn?.body;
  if (body === undefined || body.kind === "block") throw new Error("there is no expression");
  return foldConstant(frontend, body);
}

const why = (folded: Folded): string => (folded.constant ? "" : `${folded.at.text} ${folded.why}`);

describe("constants", () => {
  it.each<[string, unknown]>([
    ["1 + 2 * 3 ** 2 % 5", 1 + ((2 * 3 ** 2) % 5)],
    ["`a${1}-${true}` + 'b'", "a1-trueb"],
    ["[1, ...[2, 3]].length", 3],
    ["({ a: 1, ...{ a: 2, ['b']: 3 }, c: undefined })", { a: 2, b: 3 }],
    ["({ a: { b: [10, 20] } }).a.b[1]", 20],
    ["1 > 2 ? 'x' : null ?? 'y'", "y"],
    ["!0 && typeof 'x'", "string"],
    ["undefined", undefined],
    ["('a' < 'b') === true", true],
    ["SEEDS[0] * MIN.tries", 3],
    ["Level.High | 1", 3],
    ["data.k", "v"],
  ])("%s", (expression, value) => {
    const declarations =
      'import data from "./data.json";\nconst SEEDS = [3, 5] as const;\nconst MIN = { tries: 1 };\nenum Level { Low = 1, High = 2 }\nvoid [data, SEEDS, MIN, Level.Low];';
    expect(fold(expression, declarations, { "data.json": '{ "k": "v" }' })).toEqual({ constant: true, value });
  });

  it.each([
    ["counter", "let counter = 1;", "counter is declared with `let` and may change; use `const`"],
    ["now", "const now = Math.random();", "now is no constant: `Math.random()` is a call, which is not made while compiling"],
    ["process.env['X']", "", "process is read on the machine that compiles, not where the step runs"],
    ["1 / 0", "", "1 / 0 is Infinity, which JSON cannot hold"],
    ["[1, undefined]", "", "undefined is `undefined`, which a list cannot hold"],
    ["a", "const a: number = b;\nconst b: number = a;", "a is no constant: `b` is no constant: `a` is defined by itself"],
  ])("are not %s", (expression, declarations, expected) => {
    expect(why(fold(expression, declarations))).toBe(expected);
  });
});
