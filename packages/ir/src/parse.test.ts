import { describe, expect, it } from "vitest";
import { canonicalText, digestOf, formatDocument } from "./digest.ts";
import { DEEPEST, parseDocument } from "./parse.ts";
import { branch, component, document, fail, field, literal, NUMBER, pipeline, ref, region, task } from "./testing/build.ts";
import type { Region } from "./model.ts";

const good = document(
  { make: component({}, NUMBER) },
  { main: pipeline(region([task("a", "make")], { value: ref("a") }), { output: field(NUMBER) }) },
);
const messages = (source: unknown): readonly string[] => {
  const parsed = parseDocument(source);
  return "diagnostics" in parsed ? parsed.diagnostics.map((diagnostic) => `${diagnostic.code} ${diagnostic.message}`) : [];
};
/** The good document's text with something replaced. */
const changed = (from: string, to: string): string => {
  const text = JSON.stringify(good);
  expect(text).toContain(from);
  return text.replace(from, to);
};

describe("parseDocument", () => {
  it("gives back a document from its text and from its JSON", () => {
    expect(parseDocument(JSON.stringify(good))).toEqual({ document: good });
    expect(parseDocument(structuredClone(good))).toEqual({ document: good });
    expect(parseDocument(formatDocument(good))).toEqual({ document: good });
  });

  it("says where text is no JSON", () => {
    expect(messages("{")[0]).toMatch(/^DW4001 this is not JSON: /u);
    expect(messages(undefined)).toEqual(["DW4002 `$` is undefined, which is not JSON"]);
    expect(messages({ ...good, entry: () => 1 })).toEqual(["DW4002 `$.entry` is function, which is not JSON"]);
  });

  it("refuses newer versions and documents of something else by name", () => {
    expect(messages(changed("dagwright/v1", "dagwright/v9"))).toEqual([
      'DW4003 the document has the version "dagwright/v9", and this tool reads "dagwright/v1"',
    ]);
    expect(messages("{}")).toEqual(['DW4003 the document does not say its `irVersion`, and this tool reads "dagwright/v1"']);
    expect(messages("[]")).toEqual(['DW4003 the document does not say its `irVersion`, and this tool reads "dagwright/v1"']);
  });

  it("refuses a key that stands twice, wherever", () => {
    expect(messages(changed('"id":"a"', '"id":"a","\\u0069d":"b"'))).toEqual([
      "DW4004 `$.pipelines.main.body.nodes[0].id` stands twice in the same object",
    ]);
  });

  it("refuses depth bombs without a crash", () => {
    const bomb = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    expect(messages(bomb)).toEqual([`DW4005 the document is nested more than ${DEEPEST} levels deep`]);
    const circle: { irVersion: string; self?: unknown } = { irVersion: "dagwright/v1" };
    circle.self = circle;
    expect(messages(circle)).toEqual([`DW4005 the document is nested more than ${DEEPEST} levels deep`]);
  });

  it("reads what is as deep as it may be", () => {
    let body: Region = region([]);
    for (let level = 0; level < 140; level += 1) body = region([branch(`b${level}`, literal(true), body)]);
    expect(messages(document({}, { main: pipeline(body) }))).toEqual([]);
  });

  it("says what is wrong in words, all at once, with the path", () => {
    expect(messages(changed('"kind":"task"', '"kind":"tusk"'))).toEqual([
      'DW4002 `$.pipelines.main.body.nodes[0].kind` is "tusk", which is none of what can stand here',
    ]);
    expect(messages(changed('"component":"make"', '"component":7'))).toEqual([
      "DW4002 `$.pipelines.main.body.nodes[0].component` is 7, not string",
    ]);
    expect(messages(changed('"component":"make",', ""))).toEqual(["DW4002 `$.pipelines.main.body.nodes[0].component` is missing"]);
    expect(messages(changed('"component":"make"', '"component":"make","colour":1,"id2":2'))).toEqual([
      "DW4002 `$.pipelines.main.body.nodes[0].colour` is not known here",
      "DW4002 `$.pipelines.main.body.nodes[0].id2` is not known here",
    ]);
    expect(messages(changed('"onFailure":"settle"', '"onFailure":"never"'))).toEqual([
      'DW4002 `$.pipelines.main.body.onFailure` is "never", not "settle" or "stop"',
    ]);
    expect(messages(changed('"file":"pipeline.ts"', '"file":"/etc/passwd"'))[0]).toMatch(
      /^DW4002 `\$\.components\.make\.span\.file` must be relative/u,
    );
    expect(messages(changed('"components":{', '"components":{"__proto__":{},'))).toEqual([
      "DW4002 `$.components.__proto__` is a name that is not allowed",
    ]);
  });

  it("wants of a `fail` what it fails with", () => {
    const text = JSON.stringify(document({}, { main: pipeline(region([fail("f", literal("x"))])) }));
    expect(messages(text)).toEqual([]);
    expect(messages(text.replace(/,"message":\{[^}]*\}/u, ""))).toEqual([
      "DW4002 `$.pipelines.main.body.nodes[0]` a message or a cause is required",
    ]);
  });

  it("refuses half a surrogate pair", () => {
    expect(messages(changed('"inputs":{}', '"inputs":{},"description":"\\ud83d"'))).toEqual([
      "DW4006 `$.pipelines.main.description` holds half of a surrogate pair, which is not valid Unicode text",
    ]);
  });
});

describe("digestOf", () => {
  it("does not depend on the order of keys, nor on white space", () => {
    const shuffled = parseDocument(JSON.stringify(Object.fromEntries(Object.entries(good).toReversed()), null, 4));
    expect("document" in shuffled && digestOf(shuffled.document)).toBe(digestOf(good));
    expect(canonicalText(good)).toMatch(/^\{"components":/u);
  });

  it("depends on everything else", () => {
    expect(digestOf({ ...good, entry: "other" })).not.toBe(digestOf(good));
  });
});
