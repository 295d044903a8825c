import { describe, expect, it } from "vitest";
import type { Type } from "@dagwright/protocol";
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

describe("schemas of types", () => {
  it.each<[string, Type]>([
    ["type T = string", string],
    ["type T = `a-${string}`", string],
    ["type T = Date", { kind: "date" }],
    ["type T = true", literal(true)],
    ["type T = boolean | 'auto'", { kind: "union", members: [{ kind: "boolean" }, literal("auto")] }],
    ["type T = string & { readonly __brand: 'Id' }", string],
    ["type T = readonly number[]", { kind: "array", items: number }],
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
    ["type T = [number, string?]", ".it is a tuple of varying length; use an array or an object"],
    ["type T = (string | undefined)[]", ".it[] may be `undefined`, which JSON turns into null inside a list; use null"],
    [
      "type T = { a: string; [key: string]: string }",
      ".it has named fields and an index signature; put the open part into a field of its own",
    ],
    ["type T = { 'a-b': never }", '.it["a-b"] is never: no value fits'],
    ["type T = object", ".it is `object`, which has no schema; name its fields"],
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
