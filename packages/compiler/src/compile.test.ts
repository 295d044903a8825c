import { join } from "node:path";
import { formatDocument, verify } from "@dagwright/ir";
import { describe, expect, it } from "vitest";
import { createProject, type ProjectOptions } from "../test/project.ts";
import { compile, type Compiled, type CompileOptions } from "./compile.ts";

const TEXT = `import { component, pipeline } from "dagwright";
export const load = component({}, async (input: { table: string }): Promise<{ rows: { id: number; name: string }[] }> => ({ rows: [{ id: 1, name: input.table }] }));
export const notify = component({}, async (input: { text: string }): Promise<void> => void input);
export const inner = pipeline("inner", async ({ text }: { text: string }) => {
  await notify({ text });
});
export default pipeline("outer", async ({ table }: { table: string }) => {
  const { rows } = await load({ table });
  const names = rows.filter((row) => row.id > 0).map((row) => row.name);
  if (names.length === 0) return "nothing";
  await inner({ text: names.join(\`, \`) });
  return \`\${names.length} rows
of \${table}\`;
});
`;

const compileText = (text: string, project: ProjectOptions = {}, options: Partial<CompileOptions> = {}): Promise<Compiled> => {
  const root = createProject({ "pipeline.ts": text }, project);
  return compile({ entries: [join(root, "pipeline.ts")], readWrapper: () => ({ diagnostics: [] }), ...options });
};

/** Everything that is written, as one text. */
const written = ({ pipelines }: Compiled): string =>
  pipelines
    .map(({ document, bundles }) => [formatDocument(document), ...bundles.flatMap(({ code, map }) => [code, map ?? ""])].join("\n"))
    .join("\n");

const withoutSpans = (text: string): string => text.replace(/"span": \{[^}]*\}/gu, "").replace(/"mappings":"[^"]*"/gu, "");

describe("compile", () => {
  it("gives one sound document for each pipeline of the entries, with the code that it names", async () => {
    const { pipelines, diagnostics } = await compileText(TEXT);
    expect(diagnostics).toEqual([]);
    expect(pipelines.map(({ name }) => name)).toEqual(["inner", "outer"]);
    for (const { document, bundles } of pipelines)
      expect(verify(document, { bundles: new Set(bundles.map(({ digest }) => digest)) })).toEqual([]);
    const [inner, outer] = pipelines;
    expect(Object.keys(inner?.document.components ?? {})).toEqual(["notify"]);
    expect(Object.keys(outer?.document.components ?? {})).toEqual(["load", "notify"]);
    expect(Object.keys(outer?.document.pipelines ?? {})).toEqual(["inner", "outer"]);
  });

  it("gives the same bytes in another folder, with CRLF sources and with pnpm's packages", async () => {
    const first = written(await compileText(TEXT));
    expect(first).not.toBe("");
    expect(written(await compileText(TEXT, { name: "elsewhere", crlf: true, layout: "pnpm" }))).toBe(first);
  });

  it("says of a step that an installed package brings built how it can be called, and that works", async () => {
    const types =
      "export declare const work: (input: { n: number }) => Promise<number>;\nexport declare function more(input: { n: number }): Promise<number>;\nexport declare class Steps { static third(input: { n: number }): Promise<number>; }\n";
    const files = {
      "package.json": JSON.stringify({
        name: "@acme/steps",
        version: "1.0.0",
        type: "module",
        exports: { types: "./index.d.ts", default: "./index.js" },
      }),
      "index.d.ts": types,
      "index.js":
        "export const work = async () => 1;\nexport async function more() { return 1; }\nexport class Steps { static async third() { return 1; } }\n",
    };
    const { diagnostics } = await compileText(
      'import { pipeline } from "dagwright";\nimport { more, Steps, work } from "@acme/steps";\nexport default pipeline("main", async ({ n }: { n: number }) => {\n  const a = await work({ n });\n  const b = await more({ n });\n  return a + b + (await Steps.third({ n }));\n});\n',
      { packages: { "@acme/steps": files } },
    );
    expect(diagnostics.map(({ code, message, help }) => [code, message, help])).toEqual(
      ["work", "more", "Steps.third"].map((name) => [
        "DW2300",
        `\`${name}({ n })\` waits for something, and \`${name}\` is no step of this project: the package \`@acme/steps\` brings it built, and a step is read from its source`,
        expect.stringContaining(`await ${name}(…))\`; or link the sources of \`@acme/steps\` as a package of the workspace`),
      ]),
    );
    const wrapped = await compileText(
      'import { component, pipeline } from "dagwright";\nimport { work } from "@acme/steps";\nexport const runWork = component({}, async (input: { n: number }): Promise<number> => await work(input));\nexport default pipeline("main", async ({ n }: { n: number }) => await runWork({ n }));\n',
      { packages: { "@acme/steps": files } },
    );
    expect(wrapped.diagnostics).toEqual([]);
    expect(wrapped.pipelines[0]?.bundles.map(({ code }) => code).join("")).toContain("async () => 1");
  });

  it("holds no absolute path", async () => {
    const root = createProject({ "pipeline.ts": TEXT });
    const text = written(await compile({ entries: [join(root, "pipeline.ts")], readWrapper: () => ({ diagnostics: [] }) }));
    expect(text).not.toContain(root);
  });

  it("changes nothing but places when an unrelated line is put in", async () => {
    const moved = TEXT.replace("export default", "// a remark\nconst unused = 1;\nexport default").replace(
      "  if (names",
      "\n  // another\n  if (names",
    );
    expect(withoutSpans(written(await compileText(moved)))).toBe(withoutSpans(written(await compileText(TEXT))));
  });

  it("compiles one pipeline alone, and knows the nearest name of one that is not there", async () => {
    expect((await compileText(TEXT, {}, { pipeline: "outer" })).pipelines.map(({ name }) => name)).toEqual(["outer"]);
    const { pipelines, diagnostics } = await compileText(TEXT, {}, { pipeline: "oter" });
    expect(pipelines).toEqual([]);
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "DW2503 no pipeline is called `oter`; did you mean outer?",
    ]);
  });

  it("lets pipelines that have nothing in common call their steps alike, and one pipeline not", async () => {
    const step = (rows: number): string =>
      `import { component, pipeline } from "dagwright";\nexport const load = component({}, async (): Promise<number> => ${rows});\n`;
    const root = createProject({
      "a.ts": `${step(1)}export default pipeline("a", async () => await load());`,
      "b.ts": `${step(2)}export default pipeline("b", async () => await load());`,
      "c.ts": `${step(3)}import { load as other } from "./a.ts";\nexport default pipeline("c", async () => (await load()) + (await other()));`,
    });
    const options = { root, readWrapper: () => ({ diagnostics: [] }) };
    const apart = await compile({ entries: [join(root, "a.ts"), join(root, "b.ts")], ...options });
    expect(apart.diagnostics).toEqual([]);
    expect(apart.pipelines.map(({ document }) => Object.keys(document.components))).toEqual([["load"], ["load"]]);
    expect(new Set(apart.pipelines.map(({ document }) => JSON.stringify(document.components["load"]?.implementation))).size).toBe(2);
    for (const { document } of apart.pipelines) expect(verify(document)).toEqual([]);
    const together = await compile({ entries: [join(root, "c.ts")], ...options });
    expect(together.diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "DW1008 the component `load` has the name of another one, in a.ts",
    ]);
  });

  it("says everything that is wrong at once, and gives nothing", async () => {
    const wrong = TEXT.replace("const names", "Math.random();\n  while (rows.length > 3) await load({ table });\n  const names").replace(
      "async (input: { text: string })",
      "async (input: { text: any })",
    );
    const { pipelines, diagnostics } = await compileText(wrong);
    expect(pipelines).toEqual([]);
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(["DW1001", "DW2301", "DW2403"]));
  });
});
