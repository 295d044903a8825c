import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createProject } from "../project.ts";
import { compile, type Compiled } from "../../src/compile.ts";
import { Warm } from "../../src/warm.ts";

const FILES = {
  "pipeline.ts": `import { component, pipeline } from "dagwright";
import { size } from "./size";
import { scale } from "scale";
export const load = component({}, async ({ n }: { n: number }): Promise<{ rows: number }> => ({ rows: scale(n) }));
export default pipeline("p", async ({}: {}): Promise<{ rows: number }> => {
  const { rows } = await load({ n: size });
  return { rows: rows + 1 };
});
`,
  "size.tsx": "export const size: number = 1;\n",
};
const SCALE = {
  "package.json": JSON.stringify({ name: "scale", version: "1.0.0", type: "module", main: "index.js", types: "index.d.ts" }),
  "index.d.ts": "export declare function scale(n: number): number;\n",
  "index.js": "export const scale = (n) => n * 3;\n",
};
const TSCONFIG = {
  compilerOptions: {
    target: "es2024",
    lib: ["es2024"],
    module: "preserve",
    moduleResolution: "bundler",
    jsx: "preserve",
    strict: true,
    types: [],
  },
};

/** One after another, as somebody at work would. */
const EDITS: readonly (readonly [what: string, edit: (root: string) => void])[] = [
  ["nothing", () => undefined],
  ["a comment", (root) => appendFileSync(join(root, "pipeline.ts"), "// more\n")],
  ["a syntax error", (root) => appendFileSync(join(root, "pipeline.ts"), "const = ;\n")],
  ["its correction", (root) => writeFileSync(join(root, "pipeline.ts"), FILES["pipeline.ts"])],
  ["a type that another file's mistake follows from", (root) => writeFileSync(join(root, "size.tsx"), 'export const size = "x";\n')],
  ["the type's correction", (root) => writeFileSync(join(root, "size.tsx"), "export const size: number = 2;\n")],
  ["a file that an import finds first", (root) => writeFileSync(join(root, "size.ts"), "export const size = true;\n")],
  ["that file gone", (root) => rmSync(join(root, "size.ts"))],
  ["an imported file gone", (root) => renameSync(join(root, "size.tsx"), join(root, "away.tsx"))],
  ["the imported file back", (root) => renameSync(join(root, "away.tsx"), join(root, "size.tsx"))],
  ["code of a package", (root) => writeFileSync(join(root, "node_modules/scale/index.js"), "export const scale = (n) => n * 4;\n")],
  [
    "types of a package",
    (root) => writeFileSync(join(root, "node_modules/scale/index.d.ts"), "export declare function scale(n: string): number;\n"),
  ],
  ["types of a package as they were", (root) => writeFileSync(join(root, "node_modules/scale/index.d.ts"), SCALE["index.d.ts"])],
  [
    "another entry of a package",
    (root) => {
      mkdirSync(join(root, "node_modules/scale/lib"));
      writeFileSync(join(root, "node_modules/scale/lib/index.d.ts"), "export declare const other: number;\n");
      writeFileSync(join(root, "node_modules/scale/package.json"), SCALE["package.json"].replace('"index.d.ts"', '"lib/index.d.ts"'));
    },
  ],
  ["the package as it was", (root) => writeFileSync(join(root, "node_modules/scale/package.json"), SCALE["package.json"])],
  [
    "stricter settings",
    (root) =>
      writeFileSync(
        join(root, "tsconfig.json"),
        JSON.stringify({ compilerOptions: { ...TSCONFIG.compilerOptions, strict: false, noImplicitAny: true } }),
      ),
  ],
  ["settings that cannot be read", (root) => writeFileSync(join(root, "tsconfig.json"), "{ nonsense")],
  ["the settings as they were", (root) => writeFileSync(join(root, "tsconfig.json"), JSON.stringify(TSCONFIG))],
  ["the entry gone", (root) => renameSync(join(root, "pipeline.ts"), join(root, "away.ts"))],
  ["the entry back", (root) => renameSync(join(root, "away.ts"), join(root, "pipeline.ts"))],
  [
    "a function of a component",
    (root) => writeFileSync(join(root, "pipeline.ts"), readFileSync(join(root, "pipeline.ts"), "utf8").replace("scale(n)", "scale(n + 1)")),
  ],
];

const answer = ({ diagnostics, pipelines }: Compiled): unknown => ({ diagnostics, pipelines });

test("a warm compilation answers as a cold one does, after every kind of edit", async () => {
  const root = createProject({ ...FILES, "tsconfig.json": JSON.stringify(TSCONFIG) }, { packages: { scale: SCALE } });
  const options = { entries: [join(root, "pipeline.ts")], root };
  const warm = new Warm();
  let [sound, wrong] = [0, 0];
  for (const [what, edit] of EDITS) {
    edit(root);
    const compiled = await compile({ ...options, warm });
    expect(answer(compiled), what).toEqual(answer(await compile(options)));
    if (compiled.pipelines.length === 0) wrong += 1;
    else sound += 1;
  }
  // Else it would prove little.
  expect({ sound, wrong }).toEqual({ sound: 13, wrong: 8 });
});

test("what an edit does not concern is not bundled again", async () => {
  const root = createProject(FILES, { packages: { scale: SCALE } });
  writeFileSync(join(root, "tsconfig.json"), JSON.stringify(TSCONFIG));
  const warm = new Warm();
  const options = { entries: [join(root, "pipeline.ts")], root, warm };
  const bundles = async (): Promise<unknown> => (await compile(options)).pipelines[0]?.bundles.find(({ code }) => code.includes("* "));
  const before = await bundles();
  appendFileSync(join(root, "pipeline.ts"), "// more\n");
  expect(await bundles()).toEqual(before);
  writeFileSync(join(root, "node_modules/scale/index.js"), "export const scale = (n) => n * 5;\n");
  expect(await bundles()).not.toEqual(before);
});
