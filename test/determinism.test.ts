/** Compiling is pure: the same sources give the same bytes, whatever the folder, user, environment, line ends or package manager. */
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { differences, mentions, unpacked } from "./determinism/differences.ts";
import { compiled, createHome, createParent, createProject, removeParent, type Outputs } from "./determinism/project.ts";
import { root } from "./support/command.ts";

let parent: string;
let first: string;
let plain: Outputs;
/** Everything that was compiled, to look for paths in all of it. */
const made: Outputs[] = [];

async function compile(...args: Parameters<typeof compiled>): Promise<Outputs> {
  const outputs = await compiled(...args);
  made.push(outputs);
  return outputs;
}

beforeAll(async () => {
  parent = createParent();
  first = createProject(join(parent, "first"));
  plain = await compile(first);
});
afterAll(() => removeParent(parent));

const files = (outputs: Outputs, ending: string): readonly string[] => [...outputs.keys()].filter((name) => name.endsWith(ending));

it("has enough to compare: two pipelines for both targets, bundles of steps and glue, and maps", () => {
  expect(files(plain, ".pipeline.json")).toEqual(["iris.pipeline.json", "report.pipeline.json"]);
  expect(files(plain, ".yaml")).toEqual(["iris.argo.yaml", "report.argo.yaml"]);
  expect(files(plain, ".mjs.map").length).toBeGreaterThan(10);
  expect(plain.get("report.pipeline.json")).toContain('"glue"');
  for (const name of files(plain, ".yaml")) expect(unpacked(plain.get(name) ?? "").length, `packed code in ${name}`).toBeGreaterThan(3);
});

describe("the bytes are the same", () => {
  it("twice in a row", async () => {
    expect(differences(plain, await compile(first))).toEqual([]);
  });

  it("in another folder at another depth, from another working folder, under another umask, time zone, language and home", async () => {
    const project = createProject(join(parent, "anöther place", "far", "down here", "below"));
    const home = createHome(join(parent, "home of somebody"));
    const env = {
      TZ: "Asia/Kathmandu",
      LANG: "tr_TR.UTF-8",
      LC_ALL: "tr_TR.UTF-8",
      HOME: home,
      USER: "somebody",
      COLUMNS: "40",
      FORCE_COLOR: "1",
      NO_COLOR: undefined,
    };
    expect(differences(plain, await compile(project, { cwd: tmpdir(), umask: "077", env }))).toEqual([]);
  });

  it.skipIf(process.getuid?.() !== 0)("for another user", async () => {
    const project = createProject(join(parent, "of-nobody"));
    const nobody = { uid: 65_534, gid: 65_534 };
    expect(differences(plain, await compile(project, { owner: nobody, env: { HOME: "/nonexistent", USER: "nobody" } }))).toEqual([]);
  });

  it("with CRLF line ends", async () => {
    const project = createProject(join(parent, "crlf"), { rewrite: (text) => text.replaceAll("\n", "\r\n") });
    expect(differences(plain, await compile(project))).toEqual([]);
  });

  it.each(["npm", "pnpm"] as const)("with the folders that %s makes in node_modules", async (layout) => {
    const project = createProject(join(parent, `by-${layout}`), { layout });
    expect(differences(plain, await compile(project))).toEqual([]);
  });
});

describe("a line that has nothing to do with it", () => {
  const REMARK = "// A remark that stands here since yesterday.";
  const withRemarks = (text: string): string =>
    text
      // In front of the imports, between declarations, and inside the functions of steps and pipelines.
      .replace(/^/u, `${REMARK}\n`)
      .replaceAll(/^(?=export |const )/gmu, `${REMARK}\n\n`)
      .replaceAll(/(=> \{|\}> \{)\n/gu, `$1\n    ${REMARK}\n`);
  let moved: Outputs;

  beforeAll(async () => {
    const project = createProject(join(parent, "moved"), { rewrite: (text, file) => (file.endsWith(".ts") ? withRemarks(text) : text) });
    moved = await compile(project);
  });

  it("changes no code and no manifest", () => {
    const without = (outputs: Outputs): Outputs => new Map([...outputs].filter(([name]) => !/\.(?:json|map)$/u.test(name)));
    expect(without(plain).size).toBeGreaterThan(10);
    expect(differences(without(plain), without(moved))).toEqual([]);
  });

  it("changes nothing but places in the IR", () => {
    const names = files(plain, ".pipeline.json");
    const placeless = (outputs: Outputs): Outputs => new Map(names.map((name) => [name, withoutSpans(outputs.get(name) ?? "")]));
    expect(differences(placeless(plain), placeless(moved))).toEqual([]);
    for (const name of names) expect(moved.get(name), "the lines have moved").not.toBe(plain.get(name));
  });

  it("changes nothing but lines in the maps", () => {
    expect(files(moved, ".map")).toEqual(files(plain, ".map"));
    for (const name of files(plain, ".map")) expect(sourcesOf(moved, name)).toEqual(sourcesOf(plain, name));
  });
});

describe("what was made anywhere", () => {
  it("holds no path of this machine", () => {
    const home = homedir();
    const secrets = [parent, root, "/node_modules/.pnpm", "file:///", ...(home === "/" ? [] : [`${home}/`])];
    expect(made.flatMap((outputs) => mentions(outputs, secrets))).toEqual([]);
  });

  it("names sources in maps from the project, or by package and version", () => {
    const sources = new Set(files(plain, ".map").flatMap((name) => sourcesOf(plain, name)));
    expect([...sources]).toContain("report.ts");
    expect(
      [...sources].filter(
        (source) => source.startsWith("/") || source.startsWith("..") || source.includes("\\") || source.includes("node_modules"),
      ),
    ).toEqual([]);
    for (const name of files(plain, ".map")) expect(JSON.parse(plain.get(name) ?? ""), name).not.toHaveProperty("sourceRoot");
  });
});

const withoutSpans = (text: string): string =>
  JSON.stringify(
    JSON.parse(text, (key, value: unknown) => (key === "span" ? undefined : value)),
    null,
    2,
  );

function sourcesOf(outputs: Outputs, name: string): readonly string[] {
  const map: unknown = JSON.parse(outputs.get(name) ?? "");
  return typeof map === "object" && map !== null && "sources" in map && Array.isArray(map.sources)
    ? map.sources.map(String)
    : expect.fail(`${name} has no sources`);
}
