/**
 * One right document and ways to break it. The twelve of the table are those that were tried on the IR of Kubeflow Pipelines, whose own
 * loader takes nine of them; each is said in the words of ours.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Json } from "@dagwright/protocol";
import { casesIn } from "../../../test/support/golden.ts";
import { parseDocument } from "../src/parse.ts";
import { rules } from "../src/rules/index.ts";
import {
  branch,
  component,
  document,
  field,
  glueDigest,
  literal,
  NUMBER,
  pipeline,
  ref,
  region,
  STRING,
  task,
} from "../src/testing/index.ts";
import { killers } from "../src/testing/killers.ts";
import { verify } from "../src/verify.ts";

const right = document(
  { add: component({ a: NUMBER, b: NUMBER }, NUMBER), say: component({ text: STRING }, STRING) },
  {
    main: pipeline(
      region(
        [
          task("first", "add", { a: literal(1), b: literal(2) }),
          task("second", "add", { a: ref("first"), b: literal(3) }),
          branch(
            "if",
            { kind: "compare", op: ">", left: ref("second"), right: literal(3) },
            region([task("say", "say", { text: literal("large") })]),
          ),
        ],
        { value: ref("second") },
      ),
      { output: field(NUMBER) },
    ),
  },
);
const BUNDLES = new Set([glueDigest("bundle")]);

/** What is wrong with the document once a piece of its text is another: the codes, from its schema or from `verify`. */
function codesOf(edit: (text: string) => string): readonly string[] {
  const text = edit(JSON.stringify(right));
  expect(text).not.toBe(JSON.stringify(right));
  const parsed = parseDocument(text);
  const problems = "diagnostics" in parsed ? parsed.diagnostics : verify(parsed.document, { bundles: BUNDLES });
  return problems.map(({ code }) => code);
}

const instead =
  (from: string, to: string) =>
  (text: string): string =>
    text.replace(from, to);
const value = (json: Json): string => JSON.stringify(json);

const TWELVE: readonly (readonly [mutant: string, code: string, edit: (text: string) => string])[] = [
  ["has an unknown field", "DW4002", instead('"kind":"task"', '"kind":"task","retry":3')],
  ["has a word that is none of those there are", "DW4002", instead('"onFailure":"settle"', '"onFailure":"ignore"')],
  ["says no pipeline to run", "DW4002", (text) => text.replace(/"entry":"main",?/u, "").replace(",}", "}")],
  ["reads a task that is not there", "DW4111", instead('"node":"first"', '"node":"third"')],
  ["reads an output that is not there", "DW4123", instead('"node":"first","path":[]', '"node":"first","path":["sum"]')],
  ["uses a component that is not there", "DW4115", instead('"component":"add"', '"component":"subtract"')],
  ["has a component whose code is not there", "DW4116", instead(glueDigest("bundle"), glueDigest("another"))],
  ["gives a constant of the wrong type", "DW4131", instead(value({ kind: "literal", value: 1 }), value({ kind: "literal", value: "one" }))],
  ["leaves out a required input", "DW4122", instead(`,"b":${value({ kind: "literal", value: 3 })}`, "")],
  [
    "waits in a circle",
    "DW4151",
    instead(`"a":${value({ kind: "literal", value: 1 })}`, `"a":${value({ kind: "ref", node: "second", path: [] })}`),
  ],
  ["has a condition that means nothing", "DW4002", instead('"op":">"', '"op":"))(("')],
  ["is of version 99", "DW4003", instead("dagwright/v1", "dagwright/v99")],
];

describe("the document that the mutants are made of", () => {
  it("is right", () => {
    const parsed = parseDocument(JSON.stringify(right));
    expect("document" in parsed ? verify(parsed.document, { bundles: BUNDLES }) : parsed.diagnostics).toEqual([]);
  });
});

describe("a document is refused that", () => {
  it.each(TWELVE)("%s (%s)", (_mutant, code, edit) => {
    expect(codesOf(edit)).toContain(code);
  });

  it("is any of the twelve", () => {
    expect(TWELVE).toHaveLength(12);
  });
});

describe("each rule of `verify`", () => {
  const folder = join(import.meta.dirname, "cases");
  // What has half a character in it is refused when it is read, so a document that was never read stands for that rule.
  const unread = document({}, { main: pipeline(region([], { value: literal("\ud800") }), { output: field(STRING) }) });
  const killed = casesIn(folder)
    .flatMap((name) => {
      const parsed = parseDocument(readFileSync(join(folder, name, "document.json"), "utf8"));
      return "document" in parsed ? Object.keys(killers(parsed.document, { bundles: new Set() })) : [];
    })
    .concat(Object.keys(killers(unread)));

  it.each(rules.map(({ name }) => name))("%s refuses a case of its own", (rule) => {
    expect(killed).toContain(rule);
  });
});
