import fc from "fast-check";
import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import type { Workflow } from "./manifest.ts";
import { yamlOf } from "./yaml.ts";

const workflowWith = (values: readonly string[]): Workflow => ({
  apiVersion: "argoproj.io/v1alpha1",
  kind: "Workflow",
  metadata: {},
  spec: { entrypoint: "main", arguments: { parameters: values.map((value, index) => ({ name: `p${index}`, value })) }, templates: [] },
});
/** One value as it stands in the YAML, after its key. */
const written = (value: string): string => /value: ([^]*?)\n {2}templates/u.exec(yamlOf(workflowWith([value])))?.[1] ?? "";

const HOSTILE = [
  "next line \u0085 and \u2028 and \u2029",
  "\u0085",
  "a \u2028 \n b",
  "\ufeff",
  "\ufeffbegins with a mark",
  "\u007f\u009f",
  "\ufffe\uffff",
  "  leading blanks",
  "\tleading tab",
  "\n\t a blank line, then a tab",
  "\n\n  a\n b",
  " a\nb",
  "trailing ",
  "trailing line\n",
  "two lines\nand more",
  "one\n\n\ntwo\n\n",
  "carriage\r\nreturn",
  "a\u0000b",
  "---",
  "--- a",
  "...",
  "- a",
  "a: b",
  "a #b",
  "{{=1}}",
  "[x",
  "&a",
  "*a",
  "!!js",
  "%d",
  "@x",
  "`x",
  "'",
  '"',
  "|",
  ">",
  "",
  "<<",
  "=",
  "🎉",
];

/** What YAML 1.1, or the reader in Kubernetes, takes for something else than text. */
const READ_AS_SOMETHING_ELSE =
  "y n Y yes no No on off true False null ~ NULL 1 -0 1e3 1.5 1_000 0x1f 0X1F 0o17 -0o7 0O17 0b11 017 1:30 190:20:30 .inf -.INF .nan 2020-01-01 2020-01-01T00:00:00Z".split(
    " ",
  );

const PIECES = " \t\n\r\u0085\u2028\ufeff:#-'\"\\{}[]|>&*!%@~?,.=0123456789eExobyn_a".split("");

describe("yamlOf", () => {
  it.each([...HOSTILE, ...READ_AS_SOMETHING_ELSE])("gives %j back, read as YAML 1.1", (value) => {
    expect(parse(yamlOf(workflowWith([value])), { version: "1.1" })).toEqual(workflowWith([value]));
  });

  it("gives any text back, read as YAML 1.1", () => {
    const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 5 }), (texts) => {
        const workflow = workflowWith(texts.map((parts) => parts.join("")));
        expect(parse(yamlOf(workflow), { version: "1.1" })).toEqual(workflow);
      }),
    );
  });

  it.each(READ_AS_SOMETHING_ELSE)("quotes %s", (value) => {
    expect(written(value)).toBe(`"${value}"`);
  });

  it("quotes names as it quotes values", () => {
    const labelled = { ...workflowWith([]), metadata: { labels: { no: "a", "0o17": "b", "2020-01-01": "c" } } };
    expect(yamlOf(labelled)).toContain('"no": a\n    "0o17": b\n    "2020-01-01": c\n');
  });

  it("writes what YAML 1.1 takes for a line end, or for unprintable, as an escape", () => {
    expect(written("a\u0085b\u2028c\ufeffd")).toBe(String.raw`"a\u0085b\u2028c\ufeffd"`);
    expect(yamlOf(workflowWith(HOSTILE))).not.toMatch(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/u);
  });

  it("writes lines as lines, but not where the first begins with a blank: Kubernetes' reader refuses a tab there", () => {
    expect(written("one\ntwo\n")).toBe("|\n          one\n          two");
    expect(written("\n\t x")).toBe(String.raw`"\n\t x"`);
  });

  it("never folds a long line, nor names the YAML version, nor refers to something written before", () => {
    const long = "word ".repeat(100);
    const text = yamlOf(workflowWith([long, long]));
    expect(text.startsWith("apiVersion: argoproj.io/v1alpha1\n")).toBe(true);
    expect(text.split(long.trimEnd())).toHaveLength(3);
  });
});
