import { describe, expect, it } from "vitest";
import { FAILURE_TYPE, settledType } from "@dagwright/ir";
import type { Field, Type } from "@dagwright/protocol";
import { createProject, open, openText } from "../../../../test/project.ts";
import type { FieldResult, Frontend } from "../../frontend.ts";

/** The schema of `type T` as the input of a component. */
function schemaOf(
  declarations: string,
  files: Readonly<Record<string, string>> = {},
): { readonly type: Type | undefined; readonly result: FieldResult; readonly frontend: Frontend } {
  const frontend = openText(
    `import { component, type Artifact, type Dataset, type Model } from "dagwright";\n${declarations}\nexport const step = component({}, async (input: { it: T }): Promise<void> => { void input; });\nexport type Used = Artifact | Dataset | Model;`,
    files,
  );
  const [declaration] = frontend.declarations();
  const result = frontend.parameterOf(declaration?.fn?.handle ?? fail("no component"), 0);
  const type = "problems" in result || result.field?.type.kind !== "object" ? undefined : result.field.type.fields["it"]?.type;
  return { type, result, frontend };
}

function fail(message: string): never {
  throw new Error(message);
}

const problems = (declarations: string): readonly string[] => {
  const { result } = schemaOf(declarations);
  return "problems" in result ? result.problems.map(({ path, reason }) => `${path} ${reason}`) : [];
};

const literal = (...values: readonly (string | number | boolean)[]): Type => ({ kind: "literal", values });
const string: Type = { kind: "string" };
const number: Type = { kind: "number" };

/** What `Promise.allSettled` gives, in the order of computed unions. */
const settled = (value: Field | undefined): Type => {
  const type = settledType(value);
  return type.kind === "union" ? { ...type, members: type.members.toReversed() } : type;
};

describe("schemas of types", () => {
  it.each<[string, Type]>([
    ["type T = string", string],
    ["type T = PromiseSettledResult<number>", settled({ type: number })],
    ["type T = PromiseSettledResult<void>", settled(undefined)],
    ['type T = import("dagwright").StepError', FAILURE_TYPE],
    ["type T = `a-${string}`", string],
    ["type T = Date", { kind: "date" }],
    ["type T = true", literal(true)],
    ["type T = boolean | 'auto'", { kind: "union", members: [{ kind: "boolean" }, literal("auto")] }],
    ["type T = string & { readonly __brand: 'Id' }", string],
    ["type T = readonly number[]", { kind: "array", items: number }],
    ["type T = [string, ...string[]]", { kind: "array", items: string, minItems: 1 }],
    [
      "type T = [a: string, b?: number]",
      {
        kind: "union",
        members: [
          { kind: "tuple", items: [string] },
          { kind: "tuple", items: [string, number] },
        ],
      },
    ],
    ["interface Names extends Array<string> {}\ntype T = Names", { kind: "array", items: string }],
    ["type T = Record<string, never>", { kind: "object", fields: {} }],
    ["type T = Omit<{ a: string }, 'a'>", { kind: "object", fields: {} }],
    [
      "enum Level { Low = 1, High = 10 }\ntype T = Partial<Record<Level, string>>",
      { kind: "object", fields: { 1: { type: string, optional: true }, 10: { type: string, optional: true } } },
    ],
    ["type T = [number, 'x']", { kind: "tuple", items: [number, literal("x")] }],
    ["type T = Record<string, number[]>", { kind: "record", values: { kind: "array", items: number } }],
    ["type T = { [key: string]: boolean }", { kind: "record", values: { kind: "boolean" } }],
    ["type T = Record<'b' | 'a', number>", { kind: "object", fields: { b: { type: number }, a: { type: number } } }],
    ["enum Level { Low = 1, High = 10 }\ntype T = Level", literal(1, 10)],
    ["enum Color { Red = 'red', Blue = 'blue' }\ntype T = Color.Blue", literal("blue")],
    [
      "interface Box<V> { value: V }\ntype T = Box<Box<string>>",
      { kind: "object", fields: { value: { type: { kind: "object", fields: { value: { type: string } } } } } },
    ],
    ["type T = { a: string } & { b: number }", { kind: "object", fields: { a: { type: string }, b: { type: number } } }],
    ["type T = Partial<{ a: string }>", { kind: "object", fields: { a: { type: string, optional: true } } }],
    ["type T = Omit<{ a: string; b: number }, 'a'>", { kind: "object", fields: { b: { type: number } } }],
    [
      "type T = { a: string | undefined; b?: number; c: null | string }",
      {
        kind: "object",
        fields: {
          a: { type: string, optional: true },
          b: { type: number, optional: true },
          c: { type: { kind: "union", members: [{ kind: "null" }, string] } },
        },
      },
    ],
    ["type T = { a: string; b?: undefined }", { kind: "object", fields: { a: { type: string } } }],
    ["type T = Dataset", { kind: "artifact", artifact: "Dataset" }],
    ["type T = Artifact<'Custom'>", { kind: "artifact", artifact: "Custom" }],
    ["type T = Artifact", { kind: "artifact", artifact: "" }],
    ["type T = Dataset | Model", { kind: "artifact", artifact: "" }],
    ["type T = Dataset | null", { kind: "union", members: [{ kind: "artifact", artifact: "Dataset" }, { kind: "null" }] }],
    ["class Point { x = 0; y = 0 }\ntype T = Point", { kind: "object", fields: { x: { type: number }, y: { type: number } } }],
    [
      "type T = ReturnType<typeof make>\nconst make = () => ({ n: 1, s: 'x' });",
      { kind: "object", fields: { n: { type: number }, s: { type: string } } },
    ],
  ])("%s", (declarations, expected) => {
    expect(schemaOf(declarations).type).toEqual(expected);
  });

  it("keeps literals in the order of the source, whatever the checker met first", () => {
    const text = "const first: 'z' | 'a' = 'a'; void first;\ntype Algo = 'xgboost' | 'linear' | 'adaboost';\ntype T = 'zero' | Algo | 1";
    expect(schemaOf(text).type).toEqual(literal("zero", "xgboost", "linear", "adaboost", 1));
    expect(schemaOf("type Algo = 'xgboost' | 'linear';\ntype T = { algo?: Algo }").type).toEqual({
      kind: "object",
      fields: { algo: { type: literal("xgboost", "linear"), optional: true } },
    });
  });

  it("sorts literals of a computed union, so that an edit elsewhere does not reorder them", () => {
    expect(schemaOf("type T = keyof { zeta: 1; alpha: 1 }").type).toEqual(literal("alpha", "zeta"));
  });

  it("reads descriptions and limits from doc comments", () => {
    const { type } = schemaOf(
      "interface T {\n  /**\n   * Share of rows.\n   * @minimum 0\n   * @maximum 1\n   */\n  share: number;\n  /** @integer */\n  n: number;\n  /** @pattern ^a\n   * @minLength 1 */\n  s: string }",
    );
    expect(type).toEqual({
      kind: "object",
      fields: {
        share: { type: { kind: "number", minimum: 0, maximum: 1 }, description: "Share of rows." },
        n: { type: { kind: "number", integer: true } },
        s: { type: { kind: "string", pattern: "^a", minLength: 1 } },
      },
    });
  });

  it("reads every limit that JSON Schema has for numbers, texts and lists", () => {
    const { type } = schemaOf(
      [
        "interface T {",
        "  /** @exclusiveMinimum 0\n * @exclusiveMaximum 10\n * @multipleOf 0.5 */ n: number | null;",
        "  /** @format email\n * @maxLength 80 */ mail?: string;",
        "  /** @minItems 1\n * @maxItems 3\n * @uniqueItems */ list: readonly string[];",
        "  /** @format date-time */ at: Date;",
        "}",
      ].join("\n"),
    );
    expect(type).toEqual({
      kind: "object",
      fields: {
        n: {
          type: {
            kind: "union",
            members: [{ kind: "number", exclusiveMinimum: 0, exclusiveMaximum: 10, multipleOf: 0.5 }, { kind: "null" }],
          },
        },
        mail: { type: { kind: "string", format: "email", maxLength: 80 }, optional: true },
        list: { type: { kind: "array", items: string, minItems: 1, maxItems: 3, uniqueItems: true } },
        at: { type: { kind: "date" } },
      },
    });
  });

  it("reads limits above the name of a type, wherever the name is written", () => {
    const share: Type = { kind: "number", minimum: 0, maximum: 1 };
    const { type } = schemaOf(
      "/** @minimum 0\n * @maximum 1 */\ntype Share = number;\n/** @maximum 0.5 */\ntype Half = Share;\ntype T = { a: Share; b?: Share | null; c: Share[]; d: [Share, number]; half: Half; plain: number }",
    );
    expect(type).toEqual({
      kind: "object",
      fields: {
        a: { type: share },
        b: { type: { kind: "union", members: [share, { kind: "null" }] }, optional: true },
        c: { type: { kind: "array", items: share } },
        d: { type: { kind: "tuple", items: [share, number] } },
        half: { type: { kind: "number", minimum: 0, maximum: 0.5 } },
        plain: { type: number },
      },
    });
  });

  it("keeps limits through Partial, Pick and generics, and drops them where a mapped type changes the type", () => {
    const { type } = schemaOf(
      "interface Row<V> { /** @minimum 1 */ n: number; /** @minLength 2 */ v: V; /** @maxItems 2 */ vs: V[] }\ntype T = { part: Partial<Row<string>>; pick: Pick<Row<string>, 'n'>; errors: { [K in keyof Row<string>]: boolean } }",
    );
    const n: Type = { kind: "number", minimum: 1 };
    expect(type).toMatchObject({
      fields: {
        part: {
          type: {
            fields: {
              n: { type: n, optional: true },
              v: { type: { kind: "string", minLength: 2 } },
              vs: { type: { kind: "array", maxItems: 2 } },
            },
          },
        },
        pick: { type: { fields: { n: { type: n } } } },
        errors: { type: { fields: { n: { type: { kind: "boolean" } } } } },
      },
    });
  });

  it("reads what generators and people write beside limits", () => {
    const { type } = schemaOf(
      'interface T {\n  /** @description What it is. */\n  a: string;\n  /** Old.\n * @deprecated\n * @example "x"\n * @example 3 of them */\n  b: string }',
    );
    expect(type).toEqual({
      kind: "object",
      fields: {
        a: { type: string, description: "What it is." },
        b: { type: string, description: "Old.", deprecated: true, examples: ["x", "3 of them"] },
      },
    });
  });

  it("points at a tag that cannot narrow what it stands above", () => {
    const { result } = schemaOf(
      [
        "interface T {",
        "  /** Share.",
        "   * @minimum abc */ a: number;",
        "  /** @pattern ( */ b: string;",
        "  /** @minLength 3 */ c: number[];",
        "  /** @format emial */ d: string;",
        "  /** @minimum 5",
        "   * @maximum 1 */ e: number;",
        "}",
      ].join("\n"),
    );
    expect("problems" in result ? result.problems.map(({ code, reason, help, span }) => [code, reason, help, span?.start[0]]) : []).toEqual(
      [
        ["tag", "`@minimum` above `a` cannot be `abc`: it takes a number", "`@minimum 0`", 4],
        ["tag", "`@pattern` above `b` cannot be `(`: it takes a regular expression", "`@pattern ^[a-z]+$`", 5],
        [
          "tag",
          "`@minLength` above `c` limits text, and there is none in its type",
          "for a list there are `@minItems`, `@maxItems`, `@uniqueItems`",
          6,
        ],
        [
          "tag",
          "`@format` above `d` cannot be `emial`: it takes one of date, time, date-time, email, hostname, ipv4, ipv6, uri, uuid; did you mean email?",
          "`@format email`",
          7,
        ],
        ["tag", "no value of `e` is at least 5 and at most 1", "let the lower limit be below the upper one", 9],
      ],
    );
  });

  it("names types that contain themselves, and only those", () => {
    const { type, frontend } = schemaOf("interface Leaf { value: number }\ninterface T { leaf: Leaf; left?: T; more: T[] }");
    expect(type).toEqual({ kind: "named", name: "T" });
    expect(frontend.types()).toEqual({
      T: {
        kind: "object",
        fields: {
          leaf: { type: { kind: "object", fields: { value: { type: number } } } },
          left: { type: { kind: "named", name: "T" }, optional: true },
          more: { type: { kind: "array", items: { kind: "named", name: "T" } } },
        },
      },
    });
  });

  it("names instances of a recursive generic by their arguments", () => {
    const { frontend } = schemaOf("interface Tree<V> { value: V; children: Tree<V>[] }\ntype T = { a: Tree<string>; b: Tree<number> }");
    expect(Object.keys(frontend.types())).toEqual(["Tree_number", "Tree_string"]);
  });

  it("names a type that contains itself after its alias or its field where TypeScript has forgotten the name", () => {
    const tree = "declare const tree: { name: string; kids: (typeof tree)[] };";
    const aliased = schemaOf(`${tree}\ntype Cat = typeof tree;\ntype T = { cat: Cat }`);
    expect(Object.keys(aliased.frontend.types())).toEqual(["Cat"]);
    const inField = schemaOf(`${tree}\ntype T = { grown: (typeof tree)[] }`);
    expect(Object.keys(inField.frontend.types())).toEqual(["Grown"]);
  });

  it("says of a type that fails in many places once what is wrong with it, and stops where nobody would read on", () => {
    expect(problems("interface Bad { at: bigint }\ntype T = { a: Bad; b: Bad[]; c: { d: Bad } }")).toHaveLength(1);
    const fields = Array.from({ length: 50 }, (_, index) => `f${index}: bigint`).join("; ");
    expect(problems(`type T = { ${fields} }`)).toHaveLength(12);
  });

  it("reads what a schema library infers", () => {
    const files = {
      "node_modules/zod/package.json": JSON.stringify({ name: "zod", version: "4.0.0", types: "./index.d.ts" }),
      "node_modules/zod/index.d.ts":
        "export interface Type<O> { readonly _output: O }\nexport type infer<T extends Type<unknown>> = T['_output'];\nexport declare function object<S extends Record<string, Type<unknown>>>(shape: S): Type<{ [K in keyof S]: S[K]['_output'] }>;\nexport declare function string(): Type<string>;\nexport declare function nullable<T>(inner: Type<T>): Type<T | null>;",
    };
    const { type } = schemaOf(
      "import * as z from 'zod';\nconst Row = z.object({ id: z.string(), note: z.nullable(z.string()) });\ntype T = z.infer<typeof Row>",
      files,
    );
    expect(type).toEqual({
      kind: "object",
      fields: { id: { type: string }, note: { type: { kind: "union", members: [{ kind: "null" }, string] } } },
    });
  });
});

describe("types without a schema", () => {
  it.each([
    ["type T = any", ".it is any, which has no schema"],
    ["type T = { a: { b: unknown } }", ".it.a.b is unknown, which has no schema"],
    ["type T = bigint", ".it is a bigint, which JSON cannot hold; use a number or a string"],
    ["type T = symbol", ".it is a symbol, which JSON cannot hold"],
    ["type T = () => void", ".it is a function; steps exchange data"],
    ["type T = { run(): void }", ".it.run is a function; steps exchange data"],
    ["type T = Map<string, number>[]", ".it[] is a Map, which does not survive JSON; use a record or an array of pairs"],
    ["type T = Set<string>", ".it is a Set, which does not survive JSON; use an array"],
    ["type T = Float64Array", ".it is a Float64Array, which does not survive JSON; use an array of numbers or an artifact"],
    ["type T = Promise<number>", ".it is a promise; await it first"],
    [
      "class Point { x = 0; length() { return this.x; } }\ntype T = Point",
      ".it is an instance of the class Point, which does not survive JSON; return a plain object",
    ],
    [
      "class Point { #x = 0; y = this.#x }\ntype T = Point",
      ".it is an instance of the class Point, which does not survive JSON; return a plain object",
    ],
    ["type T = (string | undefined)[]", ".it[] may be `undefined`, which JSON turns into null inside a list; use null"],
    [
      "type T = { a: string; [key: string]: string }",
      ".it has named fields and an index signature: nothing could tell a `a` that is missing from a key that is not there",
    ],
    ["type T = { 'a-b': never }", '.it["a-b"] is never: no value fits'],
    ["type T = object", ".it is `object`, which has no schema; name its fields"],
    ["type T = {}", ".it is `{}`, which any value fits; name its fields"],
    ["type T = Date | string", ".it is a Date or text, which JSON cannot tell apart"],
    ["type T = [string, ...number[]]", ".it is a tuple of varying length; use an array or an object"],
    ["class Money { #cents = 1n; toJSON(): string { return String(this.#cents); } }\ntype T = Money", /pass what its `toJSON\(\)` gives/u],
    [
      "interface Found extends Array<string> { index: number }\ntype T = Found",
      ".it is a list with fields of its own, which JSON drops; put the list into a field",
    ],
    ["interface Grow<V> { value: V; next?: Grow<V[]> }\ntype T = Grow<string>", /never ends/u],
  ])("%s", (declarations, expected) => {
    const [first] = problems(declarations);
    if (typeof expected === "string") expect(first).toBe(expected);
    else expect(first).toMatch(expected);
  });

  it("are all reported at once", () => {
    expect(problems("type T = { a: any; b: { c: Map<string, string> }; d: bigint }").map((text) => text.split(" ")[0])).toEqual([
      ".it.a",
      ".it.b.c",
      ".it.d",
    ]);
  });
});

describe("what a function gives", () => {
  it("is the awaited type, and nothing for void", () => {
    const frontend = open(
      createProject({
        "pipeline.ts": [
          'import { component, type Dataset } from "dagwright";',
          "export const a = component({}, async (): Promise<'ship' | 'hold' | undefined> => undefined);",
          "export const b = component({}, async () => ({ rows: 3 }));",
          "export const c = component({}, async (): Promise<void> => {});",
          "export const d = component({}, async (): Promise<{ data: Dataset }> => { throw new Error(); });",
        ].join("\n"),
      }),
    );
    const outputs = frontend.declarations().map((declaration) => frontend.outputOf(declaration.fn?.handle ?? declaration.handle));
    expect(outputs).toEqual([
      { field: { type: literal("ship", "hold"), optional: true } },
      { field: { type: { kind: "object", fields: { rows: { type: number } } } } },
      {},
      { field: { type: { kind: "object", fields: { data: { type: { kind: "artifact", artifact: "Dataset" } } } } } },
    ]);
  });
});
