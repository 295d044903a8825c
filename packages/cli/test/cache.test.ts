import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ended, Project } from "./kit.ts";
import { createSourceProject } from "./source-project.ts";

const PIPELINE = `import { component, pipeline } from "dagwright";
import { base } from "./base.ts";
export const load = component({}, async ({ from }: { from: number }): Promise<{ rows: number }> => ({ rows: from }));
export default pipeline("p", async ({}: {}): Promise<{ rows: number }> => {
  const { rows } = await load({ from: base });
  const more = await load({ from: 1 });
  return { rows: rows + more.rows };
});
`;

let project: Project;
beforeAll(async () => {
  project = await createSourceProject({ "pipeline.ts": PIPELINE, "base.ts": "export const base: number = 1;\n" });
}, 30_000);
afterAll(() => project.cleanUp());

/** Says at the end whether TypeScript was loaded. */
const SPY = `data:text/javascript,${encodeURIComponent(`
  import { createRequire } from "node:module";
  const { cache } = createRequire("/");
  process.on("exit", () => console.error("TypeScript: " + Object.keys(cache).some((file) => /typescript/.test(file))));
`)}`;
const dagwright = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  project.start(args, { NODE_OPTIONS: `--import=${SPY}`, ...env }).ended;
const without = (text: string): string => text.replace(/TypeScript: (?:true|false)\n/u, "");
const loadedTypeScript = ({ stderr }: Ended): boolean => /^TypeScript: true$/mu.test(stderr);
const kept = (name: string): readonly string[] => readdirSync(project.path(`.dagwright/cache/${name}`));

test("what did not change is answered without TypeScript, hints and all", async () => {
  const first = await dagwright(["check", "pipeline.ts"]);
  expect([first.code, loadedTypeScript(first), first.stdout]).toEqual([0, true, expect.stringContaining("DW3")]);
  const again = await dagwright(["check", "pipeline.ts"]);
  expect([again.code, loadedTypeScript(again), again.stdout]).toEqual([0, false, first.stdout]);
  expect(without(again.stderr)).toBe(without(first.stderr));
  const anew = await dagwright(["check", "pipeline.ts", "--no-cache"]);
  expect([loadedTypeScript(anew), anew.stdout]).toEqual([true, first.stdout]);
});

test("every command profits from what one of them compiled, in any environment", async () => {
  await dagwright(["check", "pipeline.ts"]);
  for (const target of ["ir", "argo"]) {
    const anew = await dagwright(["compile", "pipeline.ts", "--target", target, "-o", "-", "--no-cache"]);
    for (const env of [{}, { TZ: "Asia/Tokyo", LANG: "de_DE.UTF-8", NODE_PATH: project.folder }]) {
      const compiled = await dagwright(["compile", "pipeline.ts", "--target", target, "-o", "-"], env);
      expect([compiled.code, loadedTypeScript(compiled), compiled.stdout]).toEqual([0, false, anew.stdout]);
    }
  }
  const ran = await dagwright(["run", "pipeline.ts", "--json"]);
  expect([loadedTypeScript(ran), ran.json().at(-1)]).toEqual([
    false,
    expect.objectContaining({ status: "Succeeded", outputs: { rows: 2 } }),
  ]);
  expect(loadedTypeScript(await dagwright(["graph", "pipeline.ts"]))).toBe(false);
});

test("settings of a target are kept apart", async () => {
  const compile = (name: string): Promise<Ended> => dagwright(["compile", "pipeline.ts", "-o", "-", "--name", name]);
  for (const name of ["one", "two", "one"])
    expect((await compile(name)).stdout).toMatch(new RegExp(`^  (?:name|generateName): "?${name}`, "mu"));
});

test("an edit of an import is seen, and so are its mistakes, twice", async () => {
  project.write("base.ts", "export const base: number = 41;\n");
  const ran = await dagwright(["run", "pipeline.ts", "--json"]);
  expect([loadedTypeScript(ran), ran.json().at(-1)]).toEqual([true, expect.objectContaining({ outputs: { rows: 42 } })]);
  project.write("base.ts", 'export const base: number = "x";\n');
  const failed = await dagwright(["check", "pipeline.ts"]);
  expect([failed.code, failed.stdout]).toEqual([1, expect.stringContaining("base.ts:1:14")]);
  const again = await dagwright(["check", "pipeline.ts"]);
  expect([again.code, loadedTypeScript(again), again.stdout]).toEqual([1, false, failed.stdout]);
  project.write("base.ts", "export const base: number = 1;\n");
});

test.each([
  ["cut off", (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ["emptied", () => Buffer.alloc(0)],
  ["altered", (bytes: Buffer) => Buffer.from(bytes.toString("latin1").replaceAll('"rows"', '"RAWS"'), "latin1")],
])("what was kept and is %s is made anew", async (_, damage) => {
  const sound = await dagwright(["compile", "pipeline.ts", "-t", "ir", "-o", "-"]);
  for (const folder of ["compiled", "lowered"]) {
    for (const name of kept(folder)) {
      const file = project.path(`.dagwright/cache/${folder}/${name}`);
      writeFileSync(file, damage(readFileSync(file)));
    }
  }
  const anew = await dagwright(["compile", "pipeline.ts", "-t", "ir", "-o", "-"]);
  expect([anew.code, loadedTypeScript(anew), anew.stdout]).toEqual([0, true, sound.stdout]);
});

test("nothing is left half-written, git ignores it all, and another home is heeded", async () => {
  expect(kept("compiled").filter((name) => !/^[0-9a-f]{64}$/u.test(name))).toEqual([]);
  expect(project.read(".dagwright/cache/.gitignore")).toBe("*\n");
  const elsewhere = join(project.folder, "home of its own");
  expect((await dagwright(["check", "pipeline.ts"], { DAGWRIGHT_HOME: elsewhere })).code).toBe(0);
  expect(existsSync(join(elsewhere, "cache/compiled"))).toBe(true);
});

test("where nothing can be kept, everything works all the same", async () => {
  project.write("a file", "");
  const checked = await dagwright(["check", "pipeline.ts"], { DAGWRIGHT_HOME: project.path("a file/home") });
  expect([checked.code, without(checked.stderr)]).toEqual([0, expect.stringMatching(/^ok: p/u)]);
});

test.runIf(process.platform === "linux")(
  "a home in a folder that holds none stops a run at once, with a way out, and costs a check nothing",
  async () => {
    const env = { DAGWRIGHT_HOME: "/proc/nope" };
    const ran = await dagwright(["run", "pipeline.ts"], env);
    expect([ran.code, without(ran.stderr)]).toEqual([
      1,
      expect.stringContaining(
        "error: nothing can be written to /proc/nope: ENOENT: no such file or directory, mkdir '/proc/nope'\n  help: choose another home: DAGWRIGHT_HOME=FOLDER\n",
      ),
    ]);
    expect((await dagwright(["check", "pipeline.ts"], env)).code).toBe(0);
  },
);
