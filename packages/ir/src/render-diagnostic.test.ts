import { describe, expect, it } from "vitest";
import type { Diagnostic } from "./diagnostic.ts";
import { renderDiagnostics } from "./render-diagnostic.ts";

const at = (start: readonly [number, number], end: readonly [number, number], more: Partial<Diagnostic> = {}): Diagnostic => ({
  code: "DW2001",
  severity: "error",
  message: "no",
  span: { file: "a.ts", start, end },
  ...more,
});
const render = (source: string | undefined, ...diagnostics: readonly Diagnostic[]): string => renderDiagnostics(diagnostics, () => source);

describe("renderDiagnostics", () => {
  it("shows the line, the one before, carets and help", () => {
    const text = render(
      "let r = 1;\n  while (!r) r = 2;\n",
      at([2, 3], [2, 20], { message: "a loop without an end", help: "use `for`\nor a limit" }),
    );
    expect(text).toBe(`error[DW2001]: a loop without an end
  --> a.ts:2:3
 1 | let r = 1;
 2 |   while (!r) r = 2;
   |   ^^^^^^^^^^^^^^^^^
  help: use \`for\`
        or a limit
`);
  });

  it("counts tabs, wide characters and CRLF as they are seen", () => {
    expect(render("x\r\n\ta = '好' + b;\r\n", at([2, 12], [2, 13]))).toBe(`error[DW2001]: no
  --> a.ts:2:12
 1 | x
 2 |     a = '好' + b;
   |                ^
`);
  });

  it("shows the beginning and the end of a long span", () => {
    const source = ["if (x) {", "  a();", "  b();", "  c();", "  d();", "}"].join("\n");
    expect(render(source, at([1, 1], [6, 2]))).toBe(`error[DW2001]: no
  --> a.ts:1:1
 1 | if (x) {
   | ^^^^^^^^
 2 |   a();
   |   ^^^^
   | …
 6 | }
   | ^
`);
  });

  it("keeps the place in view in a line that is too long", () => {
    const text = render(`${"a".repeat(500)}BAD${"z".repeat(500)}`, at([1, 501], [1, 504]));
    const [, , line = "", carets = ""] = text.split("\n");
    expect(line.length).toBeLessThan(140);
    expect(line.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe("BAD");
  });

  it("keeps to the place alone where the source is missing, or shorter than it was", () => {
    expect(render(undefined, at([2, 1], [2, 2]))).toBe("error[DW2001]: no\n  --> a.ts:2:1\n");
    expect(render("one line", at([9, 1], [9, 2]))).toBe("error[DW2001]: no\n  --> a.ts:9:1\n");
    expect(render("abc", at([1, 99], [1, 120]))).toContain("^");
    expect(renderDiagnostics([{ code: "DW0001", severity: "error", message: "no pipeline" }], () => undefined)).toBe(
      "error[DW0001]: no pipeline\n",
    );
  });

  it("shows related places", () => {
    const text = render(
      "a\nb\n",
      at([2, 1], [2, 2], { related: [{ span: { file: "a.ts", start: [1, 1], end: [1, 2] }, message: "first here" }] }),
    );
    expect(text).toContain("  note: first here\n  --> a.ts:1:1\n 1 | a\n   | ^");
  });

  it("sorts by place and shows the same thing once", () => {
    const [one, two] = [at([2, 1], [2, 2], { message: "second" }), at([1, 1], [1, 2], { message: "first" })];
    const text = render("a\nb\n", one, two, one, { code: "DW0002", severity: "hint", message: "placeless" });
    expect(text.match(/^\w+\[.*$/gmu)).toEqual(["hint[DW0002]: placeless", "error[DW2001]: first", "error[DW2001]: second"]);
    expect(render("")).toBe("");
  });
});
