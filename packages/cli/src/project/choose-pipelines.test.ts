import { call, document, pipeline, region } from "@dagwright/ir/testing";
import { expect, test } from "vitest";
import { choosePipeline, choosePipelines } from "./choose-pipelines.ts";
import type { CompiledPipeline } from "./compiled.ts";

const compiled = (name: string, calls: readonly string[] = [], isDefault = false): CompiledPipeline => ({
  name,
  root: "/",
  isDefault,
  bundles: new Map(),
  document: document(
    {},
    {
      [name]: pipeline(region(calls.map((inner) => call(`call-${inner}`, inner)))),
      ...Object.fromEntries(calls.map((inner) => [inner, pipeline(region([]))])),
    },
    { entry: name },
  ),
});
const names = (pipelines: readonly CompiledPipeline[]): readonly string[] => pipelines.map(({ name }) => name);

test("a pipeline that another one calls does not stand for itself", () => {
  const all = [compiled("outer", ["inner"]), compiled("inner"), compiled("other")];
  expect(names(choosePipelines([{ pipelines: all }]))).toEqual(["outer", "other"]);
  expect(names(choosePipelines([{ pipelines: all }], "inner"))).toEqual(["inner"]);
});

test("files of their own do not speak for each other", () => {
  const projects = [{ pipelines: [compiled("outer", ["inner"])] }, { pipelines: [compiled("inner")] }];
  expect(names(choosePipelines(projects))).toEqual(["outer", "inner"]);
});

test("an inner pipeline of a document can be asked for", () => {
  const chosen = choosePipeline([{ pipelines: [compiled("outer", ["inner"])] }], "inner");
  expect(chosen).toMatchObject({ name: "inner", document: { entry: "inner" } });
});

test("of several, the default export is run", () => {
  expect(choosePipeline([{ pipelines: [compiled("a"), compiled("b", [], true)] }]).name).toBe("b");
  expect(() => choosePipeline([{ pipelines: [compiled("a"), compiled("b")] }])).toThrow("there are several pipelines: a, b");
});

test("an unknown name is answered with the nearest, or with all", () => {
  expect(() => choosePipelines([{ pipelines: [compiled("churn"), compiled("iris")] }], "chrun")).toThrow(
    "there is no pipeline chrun; did you mean churn?",
  );
  expect(() => choosePipelines([{ pipelines: [compiled("churn"), compiled("iris")] }], "zzzzz")).toThrow(
    "there is no pipeline zzzzz; there is churn, iris",
  );
  expect(() => choosePipelines([])).toThrow("there is no pipeline here");
});
