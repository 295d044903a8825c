import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { createProject, open, openText, type Files } from "../../../test/project.ts";
import type { Frontend } from "../frontend.ts";
import type { Expression } from "../syntax.ts";

const STEP = "component({}, async (input: { n: number }): Promise<number> => input.n)";
const names = (frontend: Frontend): readonly string[] => frontend.declarations().map(({ surface, name }) => `${surface} ${name}`);

/** The value of a module-level `const probe = …` in pipeline.ts. */
function probe(frontend: Frontend): Expression {
  for (const declaration of frontend.declarations()) {
    const body = declaration.name === "probe" ? declaration.fn?.body : undefined;
    if (body?.kind === "block") continue;
    if (body !== undefined) return body;
  }
  throw new Error("there is no `probe` with an expression for a body");
}

const PROBE = (expression: string, declarations = "", parameters = ""): string =>
  `import { component } from "dagwright";\n${declarations}\nexport const probe = component({}, async (${parameters}) => ${expression});`;

describe("declarations", () => {
  it.each<[string, string, Files]>([
    ["a named import", `import { component } from "dagwright";\nexport const a = ${STEP};`, {}],
    ["a renamed import", `import { component as c } from "dagwright";\nexport const a = ${STEP.replace("component", "c")};`, {}],
    ["a namespace", `import * as d from "dagwright";\nexport const a = ${STEP.replace("component", "d.component")};`, {}],
    [
      "a re-export",
      `import { step as c } from "./sdk.ts";\nexport const a = ${STEP.replace("component", "c")};`,
      { "sdk.ts": 'export { component as step } from "dagwright";' },
    ],
    ["a star re-export", `import { component } from "./sdk.ts";\nexport const a = ${STEP};`, { "sdk.ts": 'export * from "dagwright";' }],
    ["a const behind `satisfies`", `import { component } from "dagwright";\nexport const a = (${STEP}) satisfies unknown;`, {}],
  ])("are found by symbol through %s", (_, text, files) => {
    expect(names(openText(text, files))).toEqual(["component a"]);
  });

  it("are not what only has the surface's names", () => {
    const frontend = openText(`import { component } from "./mine.ts";\nexport const a = ${STEP};`, {
      "mine.ts": "export const component = (options: object, fn: unknown) => fn;",
    });
    expect(names(frontend)).toEqual([]);
  });

  it("are found in all imported project files, in the order of files and lines, and nowhere else", () => {
    const frontend = open(
      createProject({
        "pipeline.ts": `import { component, pipeline } from "dagwright";\nimport "./b.ts";\nexport const z = ${STEP};\nexport default pipeline("p", async () => {});`,
        "b.ts": `import { component } from "dagwright";\nimport { b1 } from "./a.ts";\nexport const y = ${STEP};\nvoid b1;`,
        "a.ts": `import { component } from "dagwright";\nexport const b1 = ${STEP};\nexport class K { @component({}) static async run(input: { n: number }): Promise<number> { return input.n; } }`,
        "not-imported.ts": `import { component } from "dagwright";\nexport const no = ${STEP};`,
      }),
    );
    expect(names(frontend)).toEqual(["component b1", "component K.run", "component y", "component z", "pipeline default"]);
    expect(
      frontend
        .declarations()
        .map(({ file, exported, isDefault, form }) => ({ file, exported, isDefault, form }))
        .at(-1),
    ).toEqual({ file: "pipeline.ts", exported: true, isDefault: true, form: "call" });
  });

  it("know a default export by name as what it is", () => {
    const [declaration] = openText(`import { component } from "dagwright";\nconst a = ${STEP};\nexport default a;`).declarations();
    expect(declaration).toMatchObject({ name: "a", exported: true, isDefault: true });
  });

  it.each([
    [`function make() { return ${STEP}; }`, "inFunction"],
    [`{ const a = ${STEP}; }`, "inBlock"],
    [`let a = ${STEP};`, "notConst"],
    [`const a = wrap(${STEP});\nfunction wrap<T>(it: T): T { return it; }`, "wrapped"],
    [`const a = process.env["X"] ? ${STEP} : undefined;`, "conditional"],
    [`${STEP};`, "notDeclared"],
    [`const { length } = ${STEP};`, "destructured"],
    [`class K { @component({}) async run(input: { n: number }) { return input.n; } }`, "instanceMethod"],
    [`class K { @component({}) static run(input: { n: number }) { return Promise.resolve(input.n); } }`, "notAsync"],
    [`class K { @component({}) private static async run(input: { n: number }) { return input.n; } }`, "privateMethod"],
    [`class K { @component({}) static async #run(input: { n: number }) { return input.n; } }`, "privateMethod"],
    [`class K { @component({}) static run = async (input: { n: number }) => input.n; }`, "classField"],
    [`export default class { @component({}) static async run(input: { n: number }) { return input.n; } }`, "namelessClass"],
  ])("that do not count are told apart: %s", (text, why) => {
    const frontend = openText(`import { component } from "dagwright";\n${text}`);
    expect(frontend.misplacedDeclarations().map((each) => each.why)).toEqual([why]);
    expect(frontend.declarations()).toEqual([]);
  });
});

describe("resolve", () => {
  const of = (expression: string, declarations: string, files: Files = {}): unknown => {
    const frontend = openText(PROBE(expression, declarations), files);
    return frontend.resolve(probe(frontend));
  };

  it.each<[string, string, string, object]>([
    [
      "a module constant",
      "SEEDS",
      "const SEEDS = [1, 2] as const;",
      { kind: "moduleVariable", name: "SEEDS", constant: true, file: "pipeline.ts" },
    ],
    ["a `let`", "counter", "let counter = 0;", { kind: "moduleVariable", constant: false }],
    ["an enum member", "Color.Red", "enum Color { Red = 'red' }", { kind: "enumMember", name: "Color.Red", value: "red" }],
    ["an enum", "Color", "enum Color { Red = 'red', Two = 1 << 1 }", { kind: "enum", members: { Red: "red", Two: 2 } }],
    ["a function", "help", "function help() { return 1; }", { kind: "moduleFunction", name: "help" }],
    ["a class", "Foo", "class Foo {}", { kind: "class", name: "Foo" }],
    ["an artifact type", "Model", 'import { Model } from "dagwright";', { kind: "artifactType", artifact: "Model" }],
    [
      "an artifact type of one's own",
      "Report",
      'import { artifactType } from "dagwright";\nconst Report = artifactType("Report");',
      { kind: "artifactType", artifact: "Report" },
    ],
    ["a value of the surface", "run", 'import { run } from "dagwright";', { kind: "surface", name: "run" }],
    ["a step", "other", `export const other = ${STEP};`, { kind: "declared", declaration: { name: "other" } }],
    [
      "a decorated method",
      "K.go",
      "class K { @component({}) static async go(input: { n: number }) { return input.n; } }",
      { kind: "declared", declaration: { name: "K.go" } },
    ],
    ["a global", "Math", "", { kind: "global", name: "Math" }],
    ["undefined", "undefined", "", { kind: "global", name: "undefined" }],
  ])("knows %s", (_, expression, declarations, expected) => {
    expect(of(expression, declarations)).toMatchObject(expected);
  });

  it("follows imports, re-exports and namespaces to the declaring file", () => {
    const files = {
      "config.ts": "export const SEEDS = [1];",
      "index.ts": 'export * from "./config.ts";\nexport * as config from "./config.ts";',
    };
    const expected = { kind: "moduleVariable", file: "config.ts", name: "SEEDS" };
    expect(of("SEEDS", 'import { SEEDS } from "./index.ts";', files)).toMatchObject(expected);
    expect(of("all.config.SEEDS", 'import * as all from "./index.ts";', files)).toMatchObject(expected);
  });

  it("reads JSON as the object in the file", () => {
    expect(of("data", 'import data from "./data.json";', { "data.json": '{ "k": 3 }' })).toMatchObject({
      kind: "moduleVariable",
      constant: true,
      init: { kind: "object" },
    });
  });

  it("gives equal handles for equal local variables", () => {
    const frontend = openText(PROBE("((n) => n)(input)", "", "input: { n: number }"));
    const call = probe(frontend);
    if (call.kind !== "call" || call.callee.kind !== "function" || call.callee.body.kind === "block") throw new Error("unexpected shape");
    const [parameter] = call.callee.parameters;
    expect(frontend.resolve(call.callee.body)).toMatchObject({ kind: "local", name: "n", parameter: true });
    const inner = frontend.resolve(call.callee.body);
    expect(inner?.kind === "local" && inner.declaredAt === parameter?.pattern.handle).toBe(true);
  });
});

describe("free names", () => {
  it("are what an expression takes from outside, shorthand included, types and properties left out", () => {
    const frontend = openText(
      PROBE(
        "[input].map((row) => ({ row, LIMIT, size: row.LIMIT as Size, own: clean(row) }))",
        "const LIMIT = 3;\ntype Size = number;\nfunction clean<T>(it: T): T { return it; }",
        "input: { LIMIT: number }",
      ),
    );
    expect(frontend.freeNames(probe(frontend)).map(({ name, declaration }) => [name, declaration?.kind])).toEqual([
      ["input", "local"],
      ["LIMIT", "moduleVariable"],
      ["clean", "moduleFunction"],
    ]);
  });
});

describe("facts", () => {
  it("answer without a schema", () => {
    const frontend = openText(PROBE("({ a: input, b: [1] })", "", 'input: { a: "x" | "y"; b?: number }'));
    const object = probe(frontend);
    if (object.kind !== "object") throw new Error("unexpected shape");
    const [a, b] = object.members;
    if (a?.kind !== "property" || b?.kind !== "property") throw new Error("unexpected shape");
    expect(frontend.facts(a.value)).toMatchObject({
      isArray: false,
      isPromise: false,
      closedProperties: [
        { name: "a", optional: false },
        { name: "b", optional: true },
      ],
    });
    expect(frontend.facts(b.value)).toMatchObject({ isArray: true });
    expect(frontend.propertyNames(a.value)).toEqual(["a", "b"]);
  });
});

describe("projects", () => {
  it("give TypeScript's own errors with their code and place, without folders", () => {
    const frontend = openText('import { gone } from "./gone.ts";\nexport const n: number = "text";\nvoid gone;');
    expect(frontend.typeErrors().map(({ code, message, span }) => [code, message, span?.start])).toEqual([
      ["DW0002", "Cannot find module './gone.ts' or its corresponding type declarations. (TS2307)", [1, 22]],
      ["DW0002", "Type 'string' is not assignable to type 'number'. (TS2322)", [2, 14]],
    ]);
  });

  it("say which entry is not there", () => {
    expect(open(createProject({}), "nowhere.ts").problems()).toMatchObject([{ code: "DW0006", message: "there is no file `nowhere.ts`" }]);
  });

  it("say what is wrong in a tsconfig", () => {
    const root = createProject({ "pipeline.ts": "export {};", "tsconfig.json": '{ "compilerOptions": { "strict": "yes" } }' });
    expect(open(root).problems()).toMatchObject([
      { code: "DW0005", message: "tsconfig.json: Compiler option 'strict' requires a value of type boolean. (TS5024)" },
    ]);
  });

  it("say when the surface comes in two copies", () => {
    const root = createProject(
      { "pipeline.ts": 'import { component } from "dagwright";\nimport { other } from "lib";\nvoid component;\nvoid other;' },
      {
        packages: {
          lib: {
            "package.json": '{ "name": "lib", "version": "1.0.0", "types": "index.d.ts" }',
            "index.d.ts": 'export { component as other } from "dagwright";',
          },
        },
      },
    );
    expect(open(root).problems()).toEqual([]);
    const copy = '{ "name": "dagwright", "version": "0.0.9", "types": "index.d.ts" }';
    for (const [file, text] of Object.entries({ "package.json": copy, "index.d.ts": "export declare function component(): void;" })) {
      const folder = join(root, "node_modules", "lib", "node_modules", "dagwright");
      createFile(join(folder, file), text);
    }
    expect(
      open(root)
        .problems()
        .map(({ code, message }) => [code, message]),
    ).toEqual([
      [
        "DW0004",
        "two copies of `dagwright` are imported, and a step of one is none of the other: node_modules/dagwright (0.1.0) and node_modules/lib/node_modules/dagwright (0.0.9)",
      ],
    ]);
  });

  it("honour paths of the tsconfig, also of a project that a solution refers to", () => {
    const options = { target: "es2024", lib: ["es2024"], module: "preserve", strict: true, types: [], paths: { "@/*": ["./lib/*"] } };
    const root = createProject({
      "pipeline.ts": `import { helper } from "@/helper.ts";\nimport { component } from "dagwright";\nexport const a = ${STEP};\nvoid helper;`,
      "lib/helper.ts": "export const helper = 1;",
      "tsconfig.json": '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
      "tsconfig.app.json": JSON.stringify({ compilerOptions: options, include: ["*.ts"] }),
    });
    const frontend = open(root);
    expect([...frontend.problems(), ...frontend.typeErrors()]).toEqual([]);
    expect(names(frontend)).toEqual(["component a"]);
  });

  it("have spans and texts that do not depend on line ends", () => {
    const text = `import { component } from "dagwright";\n\n/** Two\n * lines. */\nexport const a = component({}, async (input: {\n  n: number;\n}): Promise<number> => input.n);\n`;
    const [lf, crlf] = [false, true].map((flag) => open(createProject({ "pipeline.ts": text }, { crlf: flag })));
    expect(crlf?.declarations()[0]?.span).toEqual(lf?.declarations()[0]?.span);
    expect(crlf?.sourceText("pipeline.ts")).toBe(text);
    expect(crlf?.declarations().map(({ handle }) => crlf.descriptionOf(handle))).toEqual(["Two\nlines."]);
  });
});

function createFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
