import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createProject } from "../../test/project.ts";
import { compile } from "../compile.ts";
import { Disk } from "./disk.ts";
import { isStillSo, type Seen } from "./seen.ts";

const FILES = {
  "pipeline.ts": `import { component, pipeline } from "dagwright";
import { size } from "./size";
import { scale } from "./lib/scaled";
export const load = component({}, async (): Promise<{ rows: number }> => ({ rows: scale(size) }));
export default pipeline("p", async ({}: {}): Promise<{ rows: number }> => await load());
`,
  "size.tsx": 'import { one } from "~/one";\nexport const size = one + 1;\n',
  "lib/one.ts": "export const one = 1;\n",
  "lib/scaled.ts": 'export { scale } from "scale";\n',
  "base.json": JSON.stringify({ compilerOptions: { strict: true, paths: { "~/*": ["./lib/*"] } } }),
  "tsconfig.json": JSON.stringify({
    extends: "./base.json",
    compilerOptions: { target: "es2024", lib: ["es2024"], module: "preserve", moduleResolution: "bundler", jsx: "preserve", types: [] },
  }),
  "unrelated.ts": "export {};\n",
};
const SCALE = {
  "package.json": JSON.stringify({ name: "scale", version: "1.0.0", type: "module", main: "index.js", types: "index.d.ts" }),
  "index.d.ts": "export declare function scale(n: number): number;\n",
  "index.js": 'import { by } from "./by.js";\nexport const scale = (n) => n * by;\n',
  "by.js": "export const by = 3;\n",
};

const CHANGES: Readonly<Record<string, (root: string) => void>> = {
  "the entry is edited": (root) => appendFileSync(join(root, "pipeline.ts"), "// more\n"),
  "an import of an import is edited": (root) => writeFileSync(join(root, "lib/one.ts"), "export const one = 2;\n"),
  "an edit keeps the length and the time": (root) => {
    writeFileSync(join(root, "size.tsx"), FILES["size.tsx"].replace("+ 1", "+ 2"));
    utimesSync(join(root, "size.tsx"), 1, 1);
  },
  "the entry is gone": (root) => unlinkSync(join(root, "pipeline.ts")),
  "an import is gone": (root) => unlinkSync(join(root, "lib/one.ts")),
  "a file appears that an import finds first": (root) => writeFileSync(join(root, "size.ts"), "export const size = 1;\n"),
  "a nearer package appears": (root) => cpSync(join(root, "node_modules/scale"), join(root, "lib/node_modules/scale"), { recursive: true }),
  "types of a package appear, nearer than its own": (root) => {
    mkdirSync(join(root, "lib/node_modules/@types/scale"), { recursive: true });
    writeFileSync(join(root, "lib/node_modules/@types/scale/index.d.ts"), "export {};\n");
  },
  "a package is replaced by a link": (root) => {
    renameSync(join(root, "node_modules/scale"), join(root, "elsewhere"));
    symlinkSync(join(root, "elsewhere"), join(root, "node_modules/scale"), "dir");
  },
  "a package's manifest is edited": (root) =>
    writeFileSync(join(root, "node_modules/scale/package.json"), SCALE["package.json"].replace("1.0.0", "1.0.1")),
  "a package's types are edited": (root) => appendFileSync(join(root, "node_modules/scale/index.d.ts"), "export {};\n"),
  "a package's code is edited, which no type shows": (root) =>
    writeFileSync(join(root, "node_modules/scale/by.js"), "export const by = 4;\n"),
  "the settings are edited": (root) => appendFileSync(join(root, "tsconfig.json"), "\n"),
  "the settings that they extend are edited": (root) => writeFileSync(join(root, "base.json"), FILES["base.json"].replace("true", "false")),
  "the wrapper is another": (root) => appendFileSync(join(root, "node_modules/dagwright/exec-bundle.mjs"), "//\n"),
  "another surface is installed": (root) => {
    const manifest = join(root, "node_modules/dagwright/package.json");
    writeFileSync(manifest, readFileSync(manifest, "utf8").replace(/"version": *"[^"]*"/u, '"version":"9.9.9"'));
  },
};

async function compiled(root: string): Promise<Seen> {
  const disk = new Disk();
  const { diagnostics, pipelines } = await compile({ entries: [join(root, "pipeline.ts")], root, disk });
  expect([diagnostics, pipelines.map(({ name }) => name)]).toEqual([[], ["p"]]);
  const seen = disk.seen();
  if (seen === undefined) throw new Error("it is not known what the result depends on");
  return seen;
}

const project = (): string => createProject(FILES, { packages: { scale: SCALE } });

test.each(Object.keys(CHANGES))("a result is out of date when %s", async (name) => {
  const root = project();
  const seen = await compiled(root);
  expect(isStillSo(seen)).toBe(true);
  CHANGES[name]?.(root);
  expect(isStillSo(seen)).toBe(false);
});

test("a result stands when nothing changed that was looked at", async () => {
  const root = project();
  const seen = await compiled(root);
  writeFileSync(join(root, "unrelated.ts"), "export const more = 1;\n");
  rmSync(join(root, "lib/one.ts"));
  writeFileSync(join(root, "lib/one.ts"), FILES["lib/one.ts"]);
  writeFileSync(join(root, "node_modules/scale/by.js"), SCALE["by.js"]);
  expect(isStillSo(seen)).toBe(true);
});

test("a package that esbuild does not find could appear anywhere, so that nothing is kept", async () => {
  const root = createProject(FILES, {
    packages: { scale: { ...SCALE, "index.js": 'import "nowhere";\nexport const scale = (n) => n;\n' } },
  });
  const disk = new Disk();
  const { diagnostics } = await compile({ entries: [join(root, "pipeline.ts")], root, disk });
  expect(diagnostics.map(({ code }) => code)).toEqual(["DW1014"]);
  expect(disk.seen()).toBeUndefined();
});

test("nothing of the environment is looked at", async () => {
  const root = project();
  const before = await compiled(root);
  const { TZ, LANG, NODE_PATH } = process.env;
  const folder = process.cwd();
  try {
    Object.assign(process.env, { TZ: "Asia/Tokyo", LANG: "de_DE.UTF-8", NODE_PATH: join(root, "lib") });
    process.chdir(root);
    expect(await compiled(root)).toEqual(before);
  } finally {
    process.chdir(folder);
    for (const [name, value] of Object.entries({ TZ, LANG, NODE_PATH })) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
});
