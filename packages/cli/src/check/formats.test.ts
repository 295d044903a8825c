import { join } from "node:path";
import type { Diagnostic } from "@dagwright/ir";
import { describe, expect, test } from "vitest";
import type { Checked } from "./checked.ts";
import { asGithub } from "./github.ts";
import { asJson } from "./json.ts";
import { asSarif } from "./sarif.ts";

const root = join(process.cwd(), "pipelines");
const twoLines: Diagnostic = {
  code: "DW2301",
  severity: "error",
  message: "100 % of `Math.random()`: new, each time",
  help: "call it inside a component\nand return the value",
  span: { file: "a b.ts", start: [2, 5], end: [3, 1] },
  related: [{ message: "it began here", span: { file: "a b.ts", start: [1, 1], end: [1, 4] } }],
};
const hint: Diagnostic = {
  code: "DW3003",
  severity: "hint",
  message: "dropped",
  span: { file: "a b.ts", start: [1, 3], end: [1, 9] },
};
const placeless: Diagnostic = { code: "DW0005", severity: "error", message: "tsconfig.json: no" };

const checked = (...diagnostics: readonly Diagnostic[]): Checked => ({
  files: ["pipelines/a b.ts"],
  projects: [{ root, pipelines: [], diagnostics }],
});

const lines = (text: string): readonly unknown[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));

describe("json", () => {
  test("is a line each and one about all of them, with places from 0", () => {
    expect(lines(asJson(checked(twoLines, placeless)))).toEqual([
      {
        type: "diagnostic",
        severity: "error",
        code: "DW0005",
        message: "tsconfig.json: no",
      },
      {
        type: "diagnostic",
        severity: "error",
        code: "DW2301",
        message: twoLines.message,
        help: twoLines.help,
        file: "pipelines/a b.ts",
        range: { start: { line: 1, character: 4 }, end: { line: 2, character: 0 } },
        related: [
          {
            message: "it began here",
            file: "pipelines/a b.ts",
            range: { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } },
          },
        ],
      },
      { type: "check", status: "Failed", errors: 2, warnings: 0, hints: 0, pipelines: [] },
    ]);
  });

  test("says that nothing was found", () => {
    expect(lines(asJson(checked()))).toEqual([{ type: "check", status: "Succeeded", errors: 0, warnings: 0, hints: 0, pipelines: [] }]);
  });
});

describe("github", () => {
  test("is a command each, with columns only on one line, and nothing that could end it early", () => {
    expect(asGithub(checked(twoLines, hint, placeless), {}).split("\n")).toEqual([
      "::error title=DW0005::tsconfig.json: no",
      "::notice file=pipelines/a b.ts,line=1,endLine=1,col=3,endColumn=9,title=DW3003::dropped",
      "::error file=pipelines/a b.ts,line=2,endLine=3,title=DW2301::100 %25 of `Math.random()`: new, each time%0Ahelp: call it inside a component%0Aand return the value",
      "",
    ]);
    const odd = { ...hint, span: { file: "a,b:c%.ts", start: [1, 3], end: [1, 9] } } as const;
    expect(asGithub(checked(odd), {})).toContain("file=pipelines/a%2Cb%3Ac%25.ts,");
  });

  test("names files from the checkout, when the working folder is inside", () => {
    const above = join(process.cwd(), "..");
    expect(asGithub(checked(hint), { GITHUB_WORKSPACE: above })).toContain(
      `file=${process.cwd().slice(above.length + 1)}/pipelines/a b.ts,`,
    );
    expect(asGithub(checked(hint), { GITHUB_WORKSPACE: join(process.cwd(), "elsewhere") })).toContain("file=pipelines/a b.ts,");
    expect(asGithub(checked(), {})).toBe("");
  });
});

describe("sarif", () => {
  const sarif = (...found: readonly Diagnostic[]): unknown => JSON.parse(asSarif(checked(...found), {}));

  test("is a log of one run, with a rule each code and a place each result", () => {
    const artifactLocation = { uri: "pipelines/a%20b.ts", uriBaseId: "%SRCROOT%" };
    const rule = (id: string, level: string) => ({
      id,
      defaultConfiguration: { level },
      shortDescription: { text: expect.stringMatching(/./u) },
      fullDescription: { text: expect.stringMatching(/./u) },
      help: { text: expect.stringMatching(/./u), markdown: expect.stringContaining(`# ${id}: `) },
    });
    expect(sarif(twoLines, hint, placeless)).toEqual({
      version: "2.1.0",
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      runs: [
        {
          tool: {
            driver: {
              name: "dagwright",
              semanticVersion: expect.stringMatching(/^\d+\.\d+\.\d+/u),
              rules: [rule("DW0005", "error"), rule("DW2301", "error"), rule("DW3003", "note")],
            },
          },
          columnKind: "utf16CodeUnits",
          results: [
            {
              ruleId: "DW0005",
              ruleIndex: 0,
              level: "error",
              message: { text: "tsconfig.json: no" },
              locations: [{ physicalLocation: { artifactLocation, region: { startLine: 1 } } }],
            },
            {
              ruleId: "DW3003",
              ruleIndex: 2,
              level: "note",
              message: { text: "dropped" },
              locations: [{ physicalLocation: { artifactLocation, region: { startLine: 1, startColumn: 3, endLine: 1, endColumn: 9 } } }],
            },
            {
              ruleId: "DW2301",
              ruleIndex: 1,
              level: "error",
              message: { text: `${twoLines.message}\nhelp: ${twoLines.help}` },
              locations: [{ physicalLocation: { artifactLocation, region: { startLine: 2, startColumn: 5, endLine: 3, endColumn: 1 } } }],
              relatedLocations: [
                {
                  id: 0,
                  physicalLocation: { artifactLocation, region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 4 } },
                  message: { text: "it began here" },
                },
              ],
            },
          ],
        },
      ],
    });
  });

  test("is a whole log when nothing was found", () => {
    expect(sarif()).toMatchObject({ version: "2.1.0", runs: [{ tool: { driver: { rules: [] } }, results: [] }] });
  });

  test("names what lies outside the checkout by its whole address", () => {
    const outside = { ...hint, span: { file: "../../other/x.ts", start: [1, 1], end: [1, 2] } } as const;
    expect(asSarif(checked(outside), {})).toMatch(/"uri": "file:\/\/\/.*\/other\/x\.ts"\n/u);
  });
});
