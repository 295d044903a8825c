import { describe, expect, test } from "vitest";
import type { Span, Value } from "@dagwright/protocol";
import type { Document, Node, Pipeline } from "../model.ts";
import {
  approval,
  arrayOf,
  attempt,
  branch,
  call,
  compare,
  component,
  compute,
  document,
  fail,
  field,
  forEach,
  glue,
  group,
  literal,
  loop,
  NUMBER,
  pipeline,
  ref,
  region,
  STRING,
  task,
  template,
  whenSucceeded,
} from "../testing/index.ts";
import { explain } from "./explain.ts";
import type { Explanation } from "./explanation.ts";

const at = (line: number, column = 1, file = "pipeline.ts"): Span => ({ file, start: [line, column], end: [line, column + 9] });

const numbers = component({ upTo: NUMBER }, arrayOf(NUMBER));
const add = component({ a: NUMBER }, NUMBER);
const train = {
  ...component({ text: STRING }, NUMBER),
  implementation: { kind: "container", image: "train:1", command: [], args: [] },
} as const;
const bring = { ...component({ uri: STRING }, NUMBER), implementation: { kind: "importer", artifact: "Dataset" } } as const;
const apply = {
  ...component({}, NUMBER),
  implementation: { kind: "kubernetesResource", action: "apply", manifest: literal("x") },
} as const;

const made = (nodes: readonly Node[], results: Readonly<Record<string, Value>> = {}): readonly [Document, Pipeline] => {
  const main = pipeline(region(nodes, results), { inputs: { n: { type: NUMBER } } });
  return [document({ numbers, add, train, bring, apply }, { main }), main];
};
const told = (nodes: readonly Node[], results: Readonly<Record<string, Value>> = {}): readonly string[] =>
  explain(...made(nodes, results), []).map(({ kind, reason }) => `${kind} ${reason}`);

describe("a node is explained by what it is", () => {
  const step = task("one", "add", { a: literal(1) }, { span: at(9) });
  const inner = region([step]);
  const done = { type: NUMBER, init: literal(0), next: literal(1) };
  const cases: readonly (readonly [string, Node, string])[] = [
    ["a step", task("t", "add", { a: literal(1) }), "step `t`: a process or pod of its own, of component add"],
    ["a container", task("t", "train", {}), "step `t`: a container of its own, of component train"],
    ["an importer", task("t", "bring", {}), "step `t`: an artifact is taken over by the importer bring"],
    ["a resource", task("t", "apply", {}), "step `t`: the cluster is asked to apply the resource of apply"],
    ["a pipeline", call("c", "main"), "pipeline `c`: the steps of pipeline main, as one step of this"],
    ["an approval", approval("ok", literal("?")), "approval `ok`: waits for a person; no process runs meanwhile"],
    [
      "a branch",
      branch("if", compare(ref("input", "n"), "<", literal(3)), inner),
      "branch `if`: one of two sides runs; the target decides by `input.n < 3`",
    ],
    [
      "a fan-out",
      forEach("each", ref("input", "n"), inner, { concurrency: 4, onFailure: "stopStarting" }),
      "fan-out `each`: a turn for each item of `input.n`, known only while it runs: 4 at a time; after a failure no other is started",
    ],
    [
      "a sequential loop",
      forEach("each", ref("input", "n"), inner, { concurrency: 1 }),
      "loop `each`: a turn for each item of `input.n`, known only while it runs: one after the other",
    ],
    [
      "a settled fan-out",
      forEach("each", ref("input", "n"), inner, { as: "settled" }),
      "fan-out `each`: a turn for each item of `input.n`, known only while it runs: all at once; a failure is a value",
    ],
    [
      "a loop",
      loop("do", { done }, literal(true), inner, { test: "after" }),
      "loop `do`: turns until the first that ends without `true`, at most 10; hands on `done`",
    ],
    [
      "a loop by the names of what it hands on",
      loop("do", { "done-$": done }, compare(ref("do-state", "done-$"), "===", literal(false)), inner, { state: "do-state" }),
      "loop `do`: turns while `done-$ === false`, at most 10; hands on `done-$`",
    ],
    ["a group", group("all", [{ region: inner }], { as: "settled" }), "parallel `all`: 1 member side by side; a failure is a value"],
    [
      "a try",
      attempt("try", inner, { catch: region([]), finally: region([]) }),
      "try `try`: `catch` runs when all of the body has ended and some of it failed; `finally` runs after either",
    ],
    ["a throw", fail("fail", literal("no")), "failure `fail`: ends the block around it as failed"],
    [
      "a value that is kept",
      compute("sum", compare(ref("input", "n"), "<", literal(3)), field(NUMBER)),
      "expression `sum`: computed once by the target, for all that read it",
    ],
  ];
  test.each(cases)("%s", (_, node, expected) => {
    expect(told([node])[0]).toBe(expected);
  });

  test("and steps inside it stand beside it", () => {
    expect(told([branch("if", literal(true), inner)])[1]).toBe("step `one`: a process or pod of its own, of component add");
  });

  test("once, however many copies it has", () => {
    const copies = [1, 2, 3, 4, 5].map((count) => task(`t-${count}`, "add", { a: literal(count) }));
    expect(explain(...made(copies), [])).toEqual([
      expect.objectContaining({
        nodes: ["t-1", "t-2", "t-3", "t-4", "t-5"],
        reason: "`t-1`, `t-2`, `t-3` and 2 others (5 copies): each a process or pod of its own, of component add",
      }),
    ]);
  });
});

describe("glue is explained by where it is evaluated", () => {
  const xs = { xs: { value: ref("xs"), type: arrayOf(NUMBER) } };
  const sum = (roots: Parameters<typeof glue>[2], place: "consumer" | "producer" | "step") => glue("sum(xs)", NUMBER, roots, { place });
  const source = task("xs", "numbers", { upTo: literal(3) }, { span: at(5) });
  const glued = (nodes: readonly Node[], results: Readonly<Record<string, Value>> = {}): readonly Explanation[] =>
    explain(...made(nodes, results), []).filter(({ kind }) => kind === "glue");

  test("the step that it is given to", () => {
    expect(glued([source, task("t", "add", { a: sum(xs, "consumer") })])).toMatchObject([
      { nodes: ["t"], reason: "evaluated in `t`, whose argument it is: in the process of that step, before its function is called" },
    ]);
  });

  test("the step that makes what it reads", () => {
    const reason =
      "evaluated in `xs`, as an output more: all that it reads comes from there, and who reads it (the condition of `if`) evaluates no TypeScript";
    expect(glued([source, branch("if", sum(xs, "producer"), region([]))])).toMatchObject([{ nodes: ["xs"], reason }]);
  });

  test("together with the glue that reads it", () => {
    const outer = {
      ...glue("twice(s)", NUMBER, { s: { value: sum(xs, "consumer"), type: NUMBER } }),
      span: at(7),
    };
    expect(glued([source, task("t", "add", { a: outer })]).map(({ reason }) => reason)).toEqual([
      "evaluated together with the glue that reads it, in `t`",
      "evaluated in `t`, whose argument it is: in the process of that step, before its function is called",
    ]);
  });

  test("in several ways, if it is", () => {
    const reasons = glued([source, task("t", "add", { a: sum(xs, "consumer") })], { value: sum(xs, "producer") });
    expect(reasons).toMatchObject([{ nodes: ["t", "xs"], reason: expect.stringContaining("; also evaluated in `xs`, as an output more") }]);
  });

  const own = (id: string, roots: Parameters<typeof glue>[2]): Node => compute(id, sum(roots, "step"), field(NUMBER));
  const number = (value: Value) => ({ value, type: NUMBER });
  const reader = branch("if", compare(ref("g"), "<", literal(1)), region([]), region([]), {}, { span: at(8) });
  const givers: readonly (readonly [string, readonly Node[], Parameters<typeof glue>[2], string])[] = [
    [
      "its inputs come from several places",
      [source],
      { ...xs, n: number(ref("input", "n")) },
      "what it reads comes from `xs` and the pipeline's inputs, so that no one of them could make it",
    ],
    [
      "its inputs are the pipeline's",
      [],
      { n: number(ref("input", "n")) },
      "what it reads comes from the pipeline's inputs, and not from a step",
    ],
    ["it reads nothing", [], {}, "no step makes what it reads"],
    [
      "its input is a list of several steps",
      [group("xs", [{ region: region([]) }], { span: at(3) })],
      xs,
      "what it reads is the list that several steps give (`xs`), and not the output of one step",
    ],
    ["its input comes from a container", [task("xs", "train", {}, { span: at(3) })], xs, "`xs` runs no TypeScript that could make it"],
    [
      "it asks for an outcome",
      [source],
      { x: number(whenSucceeded("xs", literal(1), literal(2))) },
      "it asks whether a step has succeeded, which that step cannot know",
    ],
  ];
  test.each(givers)("a step of its own, where %s", (_, nodes, roots, why) => {
    expect(glued([...nodes, own("g", roots), reader])).toMatchObject([
      {
        nodes: ["g"],
        reason: `a step of its own, \`g\`: it is read by the condition of \`if\`, where no TypeScript is evaluated, and ${why}`,
      },
    ]);
  });

  test("a step of its own, for what may throw", () => {
    expect(glued([source, own("g", xs)])).toMatchObject([
      { nodes: ["g"], reason: "a step of its own, `g`: nobody reads what it gives, but it may throw" },
    ]);
  });
});

describe("expressions", () => {
  const notify = task("t", "train", { text: template("n is ", ref("input", "n")) }, { span: at(4) });

  test("are told with their reader where there is no source", () => {
    const [only, ...others] = explain(...made([notify, task("u", "add", { a: ref("t") }, { span: at(5) })])).filter(
      ({ kind }) => kind === "expression",
    );
    expect(only).toEqual({
      kind: "expression",
      span: at(4),
      nodes: ["t"],
      reason: "the argument `text` of `t` is `n is ${input.n}`: the target evaluates it",
    });
    expect(others).toEqual([]);
  });

  test("are told by the source where there is one, in its order, the pipeline's own file first", () => {
    const from = (kind: "constant" | "expression", span: Span): Explanation => ({ kind, span, nodes: [], reason: "so" });
    const explained = explain(...made([notify]), [
      from("constant", at(1, 1, "a.ts")),
      from("expression", at(4, 5)),
      from("constant", at(2)),
    ]);
    expect(explained.map(({ kind, span }) => `${kind} ${span.file}:${span.start.join(":")}`)).toEqual([
      "constant pipeline.ts:2:1",
      "step pipeline.ts:4:1",
      "expression pipeline.ts:4:5",
      "constant a.ts:1:1",
    ]);
  });

  test("are not unrolled where the graph has a loop", () => {
    const unrolled: Explanation = { kind: "unrolled", span: at(4), nodes: [], reason: "copies" };
    const each = forEach("each", ref("input", "n"), region([]), { span: at(4) });
    expect(explain(...made([each]), [unrolled]).map(({ kind }) => kind)).toEqual(["fan-out"]);
    expect(explain(...made([notify]), [unrolled]).map(({ kind }) => kind)).toEqual(["step", "unrolled"]);
  });
});
