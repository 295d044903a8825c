import type { Component } from "@dagwright/ir";
import {
  approval,
  attempt,
  branch,
  call,
  component,
  document,
  forEach,
  literal,
  NUMBER,
  objectOf,
  pipeline,
  ref,
  region,
  SPAN,
  STRING,
  task,
} from "@dagwright/ir/testing";
import { sha256 } from "@dagwright/protocol";
import { expect, test } from "vitest";
import { planRun } from "./plan.ts";

const train: Component = {
  input: { fields: { seed: { type: NUMBER } } },
  output: { type: objectOf({ loss: NUMBER }) },
  implementation: { kind: "container", image: "acme/train:1", command: [], args: [], fake: { bundle: sha256("b"), export: "f" } },
  config: { gpu: 1, memory: "2Gi", retries: { limit: 2, on: "any" }, env: { KEY: { kind: "secret", name: "api", key: "token" } } },
  span: SPAN,
};
const bare: Component = { ...train, implementation: { kind: "container", image: "acme/bare:1", command: [], args: [] }, config: {} };
const doc = document(
  { prepare: component({ table: STRING }, NUMBER, { cpu: 2, timeoutSeconds: 60 }), train, bare, note: component() },
  {
    main: pipeline(
      region([
        task("data", "prepare", { table: ref("input", "table") }),
        attempt("tried", region([forEach("fits", literal([1, 2]), region([task("fit", "train", { seed: ref("fits-item") })]))]), {
          finally: region([task("told", "note")]),
        }),
        branch("good", literal(true), region([call("release", "release")]), region([task("bad", "bare", { seed: literal(1) })])),
      ]),
      { inputs: { table: { type: STRING }, top: { type: NUMBER, default: 3 } }, onExit: task("exit", "note") },
    ),
    release: pipeline(region([approval("ask", literal("Ship?")), task("ship", "note", {}, { order: ["ask"] })])),
  },
);

test("every step is listed once with who runs it, what it needs and what decides whether it runs", () => {
  const plan = planRun({ document: doc, inputs: { table: "t" }, engine: "none" });
  expect(plan.inputs).toEqual({ table: "t", top: 3 });
  expect(plan.steps.map(({ step, executor, within }) => [step, executor, ...within])).toEqual([
    ["data", "process"],
    ["fits.*.fit", "fake", "each of fits"],
    ["told", "process", "finally of tried"],
    ["release.ask", "approval", "if good"],
    ["release.ship", "process", "if good"],
    ["bad", "none", "else of good"],
    ["exit", "process", "on exit"],
  ]);
  expect(plan.steps[0]).toMatchObject({ component: "prepare", kind: "typescript", resources: { cpu: 2 }, timeoutSeconds: 60 });
  expect(plan.steps[1]).toMatchObject({
    image: "acme/train:1",
    resources: { gpu: 1, memory: "2Gi" },
    retries: { limit: 2 },
    secrets: [{ name: "api", key: "token" }],
  });
  expect(plan.images).toEqual(["acme/train:1", "acme/bare:1"]);
  expect(plan.secrets).toEqual([{ name: "api", key: "token", variable: "DAGWRIGHT_SECRET_API_TOKEN" }]);
  expect(plan.problems).toMatchObject([{ code: "containerWithoutExecutor" }]);
});

test("inputs that do not fit are refused, each with its own message", () => {
  expect(() => planRun({ document: doc, inputs: { table: 1, tpo: 2 } })).toThrow(/there is no input tpo.*\n.*table/su);
});
