import { globSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, sep } from "node:path";
import { expect, test } from "vitest";
import { root } from "./run-tool.ts";

// Who may import whom. An arrow that is not here does not exist, whatever a package.json says.
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  "@dagwright/protocol": [],
  "@dagwright/tracking": [],
  "@dagwright/ir": ["@dagwright/protocol"],
  dagwright: ["@dagwright/protocol", "@dagwright/tracking"],
  "@dagwright/compiler": ["@dagwright/ir", "@dagwright/protocol"],
  "@dagwright/targets": ["@dagwright/ir", "@dagwright/protocol"],
  "@dagwright/runner": ["@dagwright/ir", "@dagwright/protocol", "@dagwright/tracking"],
  "@dagwright/cli": [
    "@dagwright/compiler",
    "@dagwright/ir",
    "@dagwright/protocol",
    "@dagwright/runner",
    "@dagwright/targets",
    "@dagwright/tracking",
    "dagwright",
  ],
};

interface Package {
  readonly folder: string;
  readonly name: string;
  readonly dependencies: ReadonlySet<string>;
  readonly forTests: ReadonlySet<string>;
}

const packages = globSync("packages/*/package.json", { cwd: root }).map(readPackage);
const ours = new Set(packages.map(({ name }) => name));

function readPackage(manifest: string): Package {
  const json: unknown = JSON.parse(readFileSync(join(root, manifest), "utf8"));
  return {
    folder: manifest.replace(/[\\/]package\.json$/, ""),
    name: String(field(json, "name")),
    dependencies: new Set(["dependencies", "peerDependencies", "optionalDependencies"].flatMap((key) => keys(field(json, key)))),
    forTests: new Set(keys(field(json, "devDependencies"))),
  };
}

function field(json: unknown, key: string): unknown {
  return Object.entries(json ?? {}).find(([name]) => name === key)?.[1];
}

function keys(value: unknown): string[] {
  return Object.keys(value ?? {});
}

/** What a file imports, with `import`, `export … from` or `import()`: package names, and relative paths as they stand. */
function imported(file: string): Set<string> {
  // Programs that a test compiles stand in it as texts.
  const programs = isTest(file) ? /`(?:[^`\\]|\\.)*`|'(?:[^'\\\n]|\\.)*'/gs : /(?!)/g;
  const text = readFileSync(join(root, file), "utf8")
    .replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, "")
    .replaceAll(programs, '""');
  const specifiers = [
    ...text.matchAll(/(?:^import\s|^import\s[^"'`;]*?\sfrom\s|^export\s[^"'`;]*?\sfrom\s|^\}\s*from\s|\bimport\()\s*"([^"\s()]+)"/gm),
  ];
  const others = specifiers.map(([, specifier = ""]) => specifier).filter((specifier) => !/^(?:node:|#|virtual:)/.test(specifier));
  return new Set(others.map((specifier) => (specifier.startsWith(".") ? specifier : packageName(specifier))));
}

function packageName(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

/** The packages that a file imports and `allowed` does not name, and the files it reaches past its own package's sources. */
function breaches(folder: string, file: string, allowed: (name: string) => boolean): string[] {
  // Tests share what stands in the package's own test folder.
  const own = [join(folder, "src") + sep, ...(isTest(file) ? [join(folder, "test") + sep] : [])];
  return [...imported(file)]
    .filter((it) => (it.startsWith(".") ? !own.some((place) => join(dirname(file), it).startsWith(place)) : !isBuiltin(it) && !allowed(it)))
    .map((it) => `${file} imports ${it}`);
}

const isTest = (file: string): boolean => /\.test(?:-d)?\.ts$/.test(file);

function sources(folder: string): { readonly code: readonly string[]; readonly tests: readonly string[] } {
  const files = globSync("src/**/*.ts", { cwd: join(root, folder) }).map((file) => join(folder, file));
  return { code: files.filter((file) => !isTest(file)), tests: files.filter(isTest) };
}

test("every package of the repository is drawn in the arrows", () => {
  expect([...ours].sort()).toEqual(Object.keys(ARROWS).sort());
});

test.each(packages)("$name depends only along the arrows", ({ name, dependencies }) => {
  const allowed = ARROWS[name] ?? [];
  expect([...dependencies].filter((dependency) => ours.has(dependency) && !allowed.includes(dependency))).toEqual([]);
});

test.each(packages)("$name imports only what its package.json declares", ({ folder, name, dependencies, forTests }) => {
  const { code, tests } = sources(folder);
  const inCode = (it: string) => it === name || dependencies.has(it);
  const inTests = (it: string) => inCode(it) || it === "vitest" || forTests.has(it);
  expect([...code.flatMap((file) => breaches(folder, file, inCode)), ...tests.flatMap((file) => breaches(folder, file, inTests))]).toEqual(
    [],
  );
});

test("protocol and tracking depend on nothing at all", () => {
  const light = packages.filter(({ name }) => name === "@dagwright/protocol" || name === "@dagwright/tracking");
  expect(light.flatMap(({ name, dependencies }) => [...dependencies].map((it) => `${name} → ${it}`))).toEqual([]);
});
