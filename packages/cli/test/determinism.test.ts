import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { template } from "../src/init/templates.ts";
import type { Project } from "./kit.ts";
import { createSourceProject } from "./source-project.ts";

const SOURCE = template("pipeline.ts");
const projects: Project[] = [];
async function projectOf(text: string): Promise<Project> {
  const project = await createSourceProject({ "pipeline.ts": text });
  projects.push(project);
  return project;
}
let one: Project;
let plain: ReadonlyMap<string, string>;
beforeAll(async () => {
  one = await projectOf(SOURCE);
  plain = await compiled(one);
}, 60_000);
afterAll(() => {
  for (const project of projects) project.cleanUp();
});

/** Every file that compiling to both targets gives, by name. */
async function compiled(project: Project, env: NodeJS.ProcessEnv = {}): Promise<ReadonlyMap<string, string>> {
  // The second from the first, which spares a compilation and proves that IR files carry all there is.
  for (const args of [["pipeline.ts", "--target", "ir"], ["out/fit-line.pipeline.json"]]) {
    expect(await project.start(["compile", ...args, "-o", "out"], env).ended).toMatchObject({ code: 0 });
  }
  const out = project.path("out");
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [path.slice(out.length), readFileSync(path, "utf8")]),
  );
}

test("the same sources give the same bytes in another folder, time zone, locale and umask, and with CRLF", async () => {
  const other = await projectOf(SOURCE.replaceAll("\n", "\r\n"));
  const before = process.umask(0o077);
  const strange = await compiled(other, { TZ: "Asia/Kathmandu", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", HOME: other.folder });
  process.umask(before);
  expect([...strange.keys()]).toEqual([...plain.keys()]);
  expect(strange).toEqual(plain);
  for (const [name, text] of plain) {
    for (const path of [one.folder, encodeURI(one.folder), process.cwd()]) expect(text.includes(path), `${name} holds ${path}`).toBe(false);
  }
});

test("a line that has nothing to do with it changes nothing but places", async () => {
  const moved = await compiled(await projectOf(`// A remark.\n${SOURCE}`));
  const code = (files: ReadonlyMap<string, string>): readonly string[] => [...files.keys()].filter((name) => name.endsWith(".mjs"));
  expect(code(moved)).toEqual(code(plain));
  const document = (files: ReadonlyMap<string, string>): unknown =>
    JSON.parse(files.get("/fit-line.pipeline.json") ?? "", (key, value: unknown) => (key === "span" ? undefined : value));
  expect(document(moved)).toEqual(document(plain));
  expect(moved.get("/fit-line.argo.yaml")).toBe(plain.get("/fit-line.argo.yaml"));
});
