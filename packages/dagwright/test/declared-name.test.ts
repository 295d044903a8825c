/** Steps know the names they are declared by, though nothing at run time tells them. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { names } from "./projects/names/main.ts";

// A step in a list has no name of its own.
const NAMES = ["plain", "typed", "broken", "$inner", "second", "box", "table", "job", "named", "component"];

test("in vitest", async () => {
  expect(await names()).toEqual(NAMES);
});

test.each([{ flags: [] }, { flags: ["--enable-source-maps"] }, { flags: ["--import", "dagwright/register"] }])(
  "in Node, with its types stripped: $flags",
  ({ flags }) => {
    const main = join(import.meta.dirname, "projects/names/main.ts");
    const { stdout, stderr } = spawnSync(process.execPath, ["--conditions=dagwright-source", ...flags, main], {
      cwd: import.meta.dirname,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(stdout.trim().split(" ")).toEqual(NAMES);
  },
);
