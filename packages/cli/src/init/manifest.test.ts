import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { expect, test } from "vitest";
import { extendManifest } from "./manifest.ts";
import { DEVELOPMENT_DEPENDENCIES } from "./versions.ts";

test("a new manifest is an ES module with all that is needed", () => {
  const { text, added, isModule } = extendManifest(undefined, "/tmp/My Project!", "1.2.3");
  expect(JSON.parse(text)).toMatchObject({
    name: "my-project-",
    type: "module",
    private: true,
    dependencies: { dagwright: "^1.2.3" },
    devDependencies: { "@dagwright/cli": "^1.2.3" },
  });
  expect(added).toEqual(["dagwright", "@dagwright/cli (dev)", "@types/node (dev)", "typescript (dev)", "vitest (dev)"]);
  expect(isModule).toBe(true);
});

test("what is there stays, in its place, with its indent", () => {
  const before =
    '{\n\t"name": "old",\n\t"type": "commonjs",\n\t"dependencies": { "zod": "4", "dagwright": "file:x.tgz" },\n\t"devDependencies": { "vitest": "^4" }\n}\n';
  const { text, added, isModule } = extendManifest(before, "/tmp/old", "1.2.3");
  expect(JSON.parse(text)).toMatchObject({
    name: "old",
    type: "commonjs",
    dependencies: { zod: "4", dagwright: "file:x.tgz" },
    devDependencies: { vitest: "^4" },
  });
  expect(text).toContain('\n\t"name"');
  expect(added).not.toContain("dagwright");
  expect(added).not.toContain("vitest (dev)");
  expect(isModule).toBe(false);
});

test("nothing is added twice", () => {
  const once = extendManifest(undefined, "/tmp/p", "1.2.3").text;
  expect(extendManifest(once, "/tmp/p", "1.2.3")).toMatchObject({ text: once, added: [] });
});

test("a manifest that is no JSON object is refused", () => {
  expect(() => extendManifest("[]", "/tmp/p", "1.2.3")).toThrow("package.json does not hold a JSON object");
});

test("new projects get the versions this repository is tested with", () => {
  const workspace: unknown = parse(readFileSync(join(import.meta.dirname, "../../../../pnpm-workspace.yaml"), "utf8"));
  expect(workspace).toMatchObject({
    catalog: Object.fromEntries(Object.entries(DEVELOPMENT_DEPENDENCIES).map(([name, range]) => [name, range.slice(1)])),
  });
});
