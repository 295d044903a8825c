import {
  absent,
  arithmetic,
  arrayOf,
  artifact,
  BOOLEAN,
  compare,
  glue,
  listOf,
  literal,
  not,
  NUMBER,
  objectOf,
  optional,
  recordOf,
  ref,
  STRING,
  template,
  whenSucceeded,
} from "@dagwright/ir/testing";
import type { Type, Value } from "@dagwright/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dagWith } from "../../test/lowering.ts";
import { boolOf, escaped, quote, textOf } from "./expression.ts";

const NULL: Type = { kind: "null" };
const orNull = (type: Type): Type => ({ kind: "union", members: [type, NULL] });

const fields = {
  s: STRING,
  n: NUMBER,
  b: BOOLEAN,
  day: { kind: "date" },
  size: { kind: "literal", values: ["small", "large"] },
  nullable: orNull(STRING),
  flag: orNull(BOOLEAN),
  list: arrayOf(NUMBER),
  data: artifact("Dataset"),
  maybe: optional(STRING),
  maybeNumber: optional(NUMBER),
  o: objectOf({ n: NUMBER, s: STRING, maybe: optional(STRING), list: arrayOf(NUMBER), inner: objectOf({ b: BOOLEAN }) }),
} as const;
const input = (...path: readonly (string | number)[]): Value => ref("input", ...path);
const text = (value: Value): string | undefined => textOf(value, dagWith(fields));
const bool = (value: Value): string | undefined => boolOf(value, dagWith(fields));
const or = (left: Value, right: Value): Value => ({ kind: "or", left, right });
const and = (left: Value, right: Value): Value => ({ kind: "and", left, right });
const choose = (test: Value, then: Value, otherwise: Value): Value => ({ kind: "conditional", test, then, else: otherwise });

/** What expr-lang reads in string literals joined by `+`. */
const unquoted = (code: string): string =>
  [...code.matchAll(/'((?:\\.|[^'\\])*)'/gu)]
    .map(([, body]) => (body ?? "").replaceAll(/\\(.)/gu, (_, escape: string) => ({ n: "\n", r: "\r" })[escape] ?? escape))
    .join("");

describe("quote", () => {
  it("escapes quotes, backslashes and line ends", () => {
    expect(quote(`it's "a\\b"\r\n`)).toBe(String.raw`'it\'s "a\\b"\r\n'`);
  });

  it("parts braces that would begin or end a tag, however many stand together", () => {
    expect(quote("{}")).toBe("'{}'");
    expect(quote('{"a":{"b":1}}')).toBe(`('{"a":{"b":1}' + '}')`);
    expect(quote("}}}")).toBe("('}' + '}' + '}')");
    expect(quote("{{=1}}")).toBe("('{' + '{=1}' + '}')");
  });

  it("means the same text, and never holds a tag's braces", () => {
    const hostile = fc.array(fc.constantFrom("{", "}", "'", '"', "\\", "\n", "\r", "$", "é", "\u2028", "a"), { maxLength: 10 });
    fc.assert(
      fc.property(hostile, (parts) => {
        const code = quote(parts.join(""));
        expect(code).not.toMatch(/\{\{|\}\}/u);
        expect(unquoted(code)).toBe(parts.join(""));
      }),
    );
  });
});

describe("textOf", () => {
  it("writes a literal as JSON that Argo and Kubernetes leave alone", () => {
    expect(text(literal({ a: [1, "{{x}} $(Y)"] }))).toBe(String.raw`('{"a":[1,"{\\u007bx}' + '} \\u0024(Y)"]}')`);
    expect(text(absent)).toBe("''");
  });

  it("reads a whole value as it stands, whatever its type", () => {
    for (const name of ["s", "n", "o", "data", "maybe"]) expect(text(input(name))).toBe(`inputs.parameters.${name}`);
  });

  it("reads a primitive inside a value, and writes it as JSON again", () => {
    expect(text(input("o", "inner", "b"))).toBe(escaped("toJson(fromJSON(inputs.parameters.o)['inner']['b'])"));
  });

  it("tells a member that is not there from one that is null", () => {
    expect(text(input("o", "maybe"))).toBe(
      `('maybe' in fromJSON(inputs.parameters.o) ? ${escaped("toJson(fromJSON(inputs.parameters.o)['maybe'])")} : '')`,
    );
  });

  it("gives no expression for an object or a list inside a value: its keys would come out sorted", () => {
    expect(text(input("o", "inner"))).toBeUndefined();
    expect(text(input("o", "list"))).toBeUndefined();
    expect(text(input("o", "unknown"))).toBeUndefined();
  });

  it("counts with + - and *, which are the same everywhere, and with nothing else", () => {
    expect(text(arithmetic(input("n"), "*", literal(-2)))).toBe("toJson(float(fromJSON(inputs.parameters.n)) * float((-2)))");
    for (const op of ["/", "%", "**"] as const) expect(text(arithmetic(input("n"), op, literal(2)))).toBeUndefined();
  });

  it("does not count with what may be absent", () => {
    expect(text(arithmetic(input("maybeNumber"), "+", literal(1)))).toBeUndefined();
  });

  it("puts templates together from the insides of JSON strings", () => {
    expect(text(template('say "', input("s"), "\n"))).toBe(escaped(String.raw`'"' + 'say \\"' + inputs.parameters.s[1:-1] + '\\n' + '"'`));
    expect(text(template("n = ", input("n")))).toBe(escaped(`'"' + 'n = ' + inputs.parameters.n + '"'`));
  });

  it("gives no expression for a template over what may be absent or null", () => {
    expect(text(template(input("maybe")))).toBeUndefined();
    expect(text(template(input("nullable")))).toBeUndefined();
  });

  it("takes the length of a list, but not of text, which JavaScript counts otherwise", () => {
    expect(text({ kind: "length", operand: input("list") })).toBe("toJson(len(fromJSON(inputs.parameters.list)))");
    expect(text({ kind: "length", operand: input("s") })).toBeUndefined();
  });

  it("takes the right side of ?? where the left one is absent or null", () => {
    expect(text({ kind: "coalesce", left: input("maybe"), right: literal("x") })).toBe(
      `(inputs.parameters.maybe in ['', 'null'] ? '"x"' : inputs.parameters.maybe)`,
    );
  });

  it("names each part of a chain of ?? twice, however long it is", () => {
    const chain = (length: number): Value =>
      length === 0 ? input("maybe") : { kind: "coalesce", left: chain(length - 1), right: input("maybe") };
    const lengths = [10, 20, 30].map((length) => text(chain(length))?.length ?? 0);
    expect((lengths[2] ?? 0) - (lengths[1] ?? 0)).toBe((lengths[1] ?? 0) - (lengths[0] ?? 0));
  });

  it("chooses by a condition", () => {
    expect(text(choose(input("b"), input("n"), absent))).toBe("(inputs.parameters.b == 'true' ? inputs.parameters.n : '')");
    expect(text(choose(input("s"), input("n"), absent))).toBeUndefined();
  });

  it("chooses by whether a node succeeded", () => {
    const dag = dagWith(fields);
    dag.locals.set("a", { node: "a", task: "a", reporting: "phase", field: undefined, wanted: new Map(), deliver: () => undefined });
    expect(textOf(whenSucceeded("a", literal(1), absent), dag)).toBe(
      "((tasks['a'].status == 'Succeeded' ? 'true' : 'false') == 'true' ? '1' : '')",
    );
  });

  it("writes what is absent as null in a list", () => {
    expect(text(listOf(input("n"), input("maybe")))).toBe(
      "('[' + inputs.parameters.n + ',' + (inputs.parameters.maybe == '' ? 'null' : inputs.parameters.maybe) + ']')",
    );
    expect(text(listOf())).toBe("'[]'");
  });

  it("leaves what is absent out of a record, with its comma", () => {
    expect(text(recordOf({ n: input("n"), m: input("maybe"), no: absent }))).toBe(
      `('{' + '"n":' + inputs.parameters.n + (inputs.parameters.maybe == '' ? '' : ',"m":' + inputs.parameters.maybe) + '}')`,
    );
    expect(text(recordOf({ m: input("maybe"), n: input("n") }))).toBe(
      `('{' + (inputs.parameters.maybe == '' ? '' : '"m":' + inputs.parameters.maybe + ',') + '"n":' + inputs.parameters.n + '}')`,
    );
    expect(text(recordOf({}))).toBe("'{}'");
  });

  it("puts a record together though every member may be absent", () => {
    expect(text(recordOf({ a: input("maybe"), b: input("maybeNumber") }))).toBe(
      `('{' + join(filter([(inputs.parameters.maybe == '' ? '' : '"a":' + inputs.parameters.maybe), (inputs.parameters.maybeNumber == '' ? '' : '"b":' + inputs.parameters.maybeNumber)], # != ''), ',') + '}')`,
    );
  });

  it("escapes names of members as it does values", () => {
    expect(text(recordOf({ "{{x$'": literal(1) }))).toBe(String.raw`('{' + '"{\\u007bx\\u0024\'":' + '1' + '}')`);
  });

  it("gives no expression for a record or a list with a part that has none", () => {
    expect(text(recordOf({ a: input("o", "list") }))).toBeUndefined();
    expect(text(listOf(input("o", "list")))).toBeUndefined();
  });

  it("gives no expression for glue that no producer of this template evaluates", () => {
    expect(text(glue("x", NUMBER, { n: { value: input("n"), type: NUMBER } }))).toBeUndefined();
    expect(text(glue("x", NUMBER, { n: { value: input("n"), type: NUMBER } }, { place: "producer" }))).toBeUndefined();
  });
});

describe("boolOf", () => {
  it("takes booleans, also those that may be null or absent, for what they are", () => {
    expect(bool(literal(true))).toBe("true");
    expect(bool(input("b"))).toBe("inputs.parameters.b == 'true'");
    expect(bool(input("flag"))).toBe("inputs.parameters.flag == 'true'");
  });

  it("never decides whether other values are truthy", () => {
    for (const value of [literal(1), literal("true"), input("n"), input("s"), input("o"), absent, template("x"), listOf(), recordOf({})]) {
      expect(bool(value)).toBeUndefined();
    }
    expect(bool(arithmetic(literal(1), "+", literal(1)))).toBeUndefined();
  });

  it("joins conditions, in brackets", () => {
    const isOne = compare(input("n"), ">", literal(1));
    expect(bool(or(and(input("b"), not(input("b"))), isOne))).toBe(
      "((inputs.parameters.b == 'true' && !(inputs.parameters.b == 'true')) || float(fromJSON(inputs.parameters.n)) > float(1))",
    );
    expect(bool(and(input("b"), input("s")))).toBeUndefined();
  });

  it("compares values and not their spelling, and absent as what it is", () => {
    expect(bool(compare(input("maybe"), "!==", literal("x")))).toBe(
      `!(inputs.parameters.maybe == '' || '"x"' == '' ? inputs.parameters.maybe == '"x"' : fromJSON(inputs.parameters.maybe) == fromJSON('"x"'))`,
    );
  });

  it("orders numbers, but not text, which JavaScript orders otherwise", () => {
    expect(bool(compare(input("n"), "<=", literal(0.5)))).toBe("float(fromJSON(inputs.parameters.n)) <= float(0.5)");
    expect(bool(compare(input("s"), "<", literal("x")))).toBeUndefined();
    expect(bool(compare(input("day"), "<", input("day")))).toBeUndefined();
  });

  it("does not compare objects, which are never the same one in JavaScript", () => {
    expect(bool(compare(input("o"), "===", input("o")))).toBeUndefined();
    expect(bool(compare(input("list"), "===", input("list")))).toBeUndefined();
  });

  it("compares what is one of a few texts", () => {
    expect(bool(compare(input("size"), "===", literal("small")))).toContain("fromJSON(inputs.parameters.size) == fromJSON('\"small\"')");
  });
});
