import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { arrayOf, BOOLEAN, document, NUMBER, pipeline, region, STRING } from "@dagwright/ir/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readParams, type Params } from "./read-params.ts";

const main = document(
  {},
  {
    main: pipeline(region([]), {
      inputs: {
        table: { type: STRING },
        seeds: { type: arrayOf(NUMBER), default: [1, 2] },
        fast: { type: BOOLEAN, default: false },
        mode: { type: { kind: "literal", values: ["train", "test"] }, optional: true },
      },
    }),
  },
);

let folder = "";
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "dagwright params "))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (pairs: readonly string[], params?: string): Params => readParams(main, "main", { pairs, params });
const messages = (params: Params): readonly string[] => ("problems" in params ? params.problems.map(({ message }) => message) : []);

test("strings are taken as they are, everything else is JSON, defaults fill the rest", () => {
  expect(read(["table=a=b c", "seeds=[3]", "mode=test"])).toEqual({ inputs: { table: "a=b c", seeds: [3], fast: false, mode: "test" } });
  expect(read(["table=7"])).toMatchObject({ inputs: { table: "7" } });
});

test("everything that is wrong is said at once, with the nearest names", () => {
  const told = messages(read(["tabel=x", "seeds=many", "fast=maybe", "mode=learn", "oops"]));
  expect(told).toHaveLength(6);
  expect(told.join("\n")).toContain("there is no input tabel; did you mean table?");
  expect(told.join("\n")).toContain("table is missing");
  expect(told.join("\n")).toContain("-p oops has no value: write -p oops=value");
  for (const name of ["seeds", "fast", "mode"]) expect(told.some((line) => line.startsWith(name))).toBe(true);
});

test("a name that is near nothing is answered with what there is", () => {
  expect(messages(read(["table=x", "zzzzzz=1"]))).toEqual([
    'there is no input zzzzzz; there is table: string, seeds: number[], fast: boolean, mode: "train" | "test"',
  ]);
});

test("a parameter given twice is a mistake", () => {
  expect(messages(read(["table=x", "table=y"]))).toEqual(["table is given twice"]);
});

test("--params is JSON or a file, and -p goes over it", () => {
  const file = join(folder, "params.json");
  writeFileSync(file, '\uFEFF{"table":"from file","fast":true}');
  expect(read(["table=typed"], file)).toMatchObject({ inputs: { table: "typed", fast: true } });
  expect(read([], '{"table":"inline"}')).toMatchObject({ inputs: { table: "inline" } });
  expect(messages(read(["table=x"], join(folder, "none.json")))[0]).toContain("is not there");
  expect(messages(read(["table=x"], "{oops}"))[0]).toContain("--params is not JSON");
  expect(messages(read(["table=x"], "[1]"))[0]).toBe("--params does not hold an object");
  writeFileSync(file, "[]");
  expect(messages(read(["table=x"], file))[0]).toContain("does not hold an object");
});

test("names of Object.prototype are no inputs", () => {
  expect(messages(read(["table=x", "toString=1"]))[0]).toContain("there is no input toString");
});
