import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { RefusedError } from "../refused-error.ts";
import { inHome } from "./in-home.ts";

test("a home that cannot be written to is named, with a way out", () => {
  const home = import.meta.filename;
  const write = (): void =>
    inHome(home, () => {
      mkdirSync(join(home, "bundles"));
    });
  expect(write).toThrow(RefusedError);
  expect(write).toThrow(`nothing can be written to ${home}: ENOTDIR`);
});

test("any other error stays what it is", () => {
  expect(() =>
    inHome("home", () => {
      throw new TypeError("our fault");
    }),
  ).toThrow(TypeError);
});
