/** The contract's fixtures: hand-written IR that runs on the real controller and in the interpreter. */
import type { Component, Document, JsonObject, Pipeline } from "@dagwright/ir";
import { sha256, type Json, type Type, type Value } from "@dagwright/protocol";
import {
  array,
  artifact,
  attempt,
  boolean,
  branch,
  call,
  component,
  documentOf,
  fail,
  forEach,
  group,
  lit,
  loop,
  number,
  object,
  optional,
  pipeline,
  rec,
  ref,
  region,
  string,
  task,
  whenOk,
  yields,
} from "../support/ir.ts";

export interface Program {
  readonly name: string;
  readonly document: Document;
  readonly inputs?: JsonObject;
  /** Deletes the pod of a step while it runs. */
  readonly losePodOf?: string;
  readonly status: "succeeded" | "failed";
}

/**
 * Sources of the fixtures' components; each is a bundle with one export, `run`, that says on stdout what it was called with.
 * The attempt comes from the surface's runtime, as user code would ask for it.
 */
const RECORD = [
  "const runtime = () => globalThis[Symbol.for('dagwright.runtime')];",
  "const record = (name, args) => console.log(`CALL ${JSON.stringify({ name, args, attempt: runtime().step.attempt })}`);",
].join("\n");
const source = (name: string, body: string): string => `${RECORD}\nexport const run = async (input) => { record('${name}', input); ${body} };\n`;
const ECHO = source(
  "echo",
  "if (input.sleep) await new Promise((done) => setTimeout(done, input.sleep)); if (input.fail) throw new Error(input.fail); return { value: input.value, ...(input.times === undefined ? {} : { times: input.times + 1, more: input.times + 1 < 12 }) };",
);
const FLAKY = source("flaky", "const { attempt } = runtime().step; if (attempt < 3) throw new Error('not yet'); return { value: input.value, attempt };");
const MAKE = source("make", "return { data: runtime().Dataset.fromText(`bytes of ${input.name}`, { metadata: { name: input.name } }), name: input.name };");
const READ = "export const run = async ({ data }) => ({ text: await data.text(), name: data.metadata.name });\n";
const GATHER = "export const run = async ({ all }) => ({ texts: await Promise.all(all.map((one) => one.data.text())) });\n";
const SUMMARY = "export const run = async ({ results }) => ({ value: results.map(({ status, reason }) => [status, reason?.kind, reason?.message].join(' ')) });\n";
const MANY = "export const glue = ({ items }) => items.length > 2;\n";
const DOUBLED = "export const glue = ({ items }) => items.map((item) => item * 2);\n";
const BROKEN = "export const glue = ({ items }) => items.at(99).missing;\n";
export const SOURCES: readonly string[] = [MANY, DOUBLED, BROKEN, SUMMARY, ECHO, FLAKY, MAKE, READ, GATHER];

/** What a component of the fixtures is, by the type of its value. */
const echo = (type: Type): Component => component(ECHO, { value: optional(type), fail: optional(string), sleep: optional(number) }, object({ value: type }));
const COMPONENTS = {
  echo: echo(number),
  say: echo(string),
  list: echo(array(number)),
  people: echo(array(object({ name: string, age: number }))),
  person: echo(object({ name: string, age: number })),
  note: component(ECHO, { value: optional(string) }, undefined),
  fault: component(ECHO, { value: optional(object({ step: string, kind: string, attempt: number, message: string })) }, object({ value: object({ step: string, kind: string, attempt: number, message: string }) })),
  summary: component(SUMMARY, { results: array(object({ status: string, reason: optional(object({ kind: string, message: string })) })) }, object({ value: array(string) })),
  count: component(ECHO, { times: number, fail: optional(string) }, object({ times: number, more: boolean })),
  flaky: component(FLAKY, { value: string }, object({ value: string, attempt: number }), { retries: { limit: 3, on: "failure" } }),
  make: component(MAKE, { name: string }, object({ data: artifact("Dataset"), name: string })),
  read: component(READ, { data: artifact("Dataset") }, object({ text: string, name: string })),
  gather: component(GATHER, { all: array(object({ data: artifact("Dataset") })) }, object({ texts: array(string) })),
} satisfies Record<string, Component>;

const program = (name: string, status: Program["status"], main: Pipeline, more: { inputs?: JsonObject; losePodOf?: string; pipelines?: Record<string, Pipeline> } = {}): Program => ({
  name,
  status,
  document: documentOf(COMPONENTS, { main, ...more.pipelines }),
  ...(more.inputs === undefined ? {} : { inputs: more.inputs }),
  ...(more.losePodOf === undefined ? {} : { losePodOf: more.losePodOf }),
});

/** A pipeline whose output is always there. */
const required = (inputs: Pipeline["inputs"], output: Type, body: Pipeline["body"]): Pipeline => ({ ...pipeline(inputs, output, body), output: { type: output } });

const FAULT = object({ step: string, kind: string, attempt: number, message: string });
const faultOf = (id: string): Value => rec({ step: ref(id, "step"), kind: ref(id, "kind"), attempt: ref(id, "attempt"), message: ref(id, "message") });
const numbers = (...values: number[]): Value => lit(values as Json);
const atLeast = (value: Value, least: number): Value => ({ kind: "compare", op: ">=", left: value, right: lit(least) });

const HOSTILE = ["q \" ' \\ nl\n tab\t cr\r ls\u2028 e🎉", "{{workflow.name}} {{=1+1}} {{inputs.parameters.value}} {{", "$(HOME) $$ ${X} `id`", "--- \n- a: &x *x !!js", "</script><b>&amp;", "", " \n", "=not a program", "!not a failure"];

/** Glue over the list of one step, evaluated there where a target can. */
const glueOver = (source: string, node: string, type: Type): Value => ({
  kind: "glue",
  glue: sha256(source),
  export: "glue",
  roots: { items: { value: ref(node, "value"), type: array(number) } },
  constants: {},
  type,
  place: "producer",
  source: "glue",
  span: { file: "fixture.ts", start: [1, 1], end: [1, 1] },
});

export const PROGRAMS: readonly Program[] = [
  program(
    "glue folded into its producer: a condition and the items of a fan-out",
    "succeeded",
    pipeline(
      {},
      array(number),
      yields(
        ref("if", "out"),
        task("made", "list", { value: numbers(1, 2, 3) }),
        branch(
          "if",
          glueOver(MANY, "made", boolean),
          region([forEach("each", glueOver(DOUBLED, "made", array(number)), number, yields(ref("one", "value"), task("one", "echo", { value: ref("each-item") })), number)], { out: ref("each") }),
          region([], { out: lit([]) }),
          { out: array(number) },
        ),
      ),
    ),
  ),
  program(
    "glue that throws in its producer fails only its reader, where catch sees it",
    "succeeded",
    pipeline(
      {},
      string,
      yields(
        ref("try", "out"),
        task("made", "list", { value: numbers(1) }),
        task("fine", "list", { value: ref("made", "value") }),
        attempt(
          "try",
          region([branch("if", glueOver(BROKEN, "made", boolean), region([task("yes", "note", { value: lit("yes") })]), region([task("no", "note", { value: lit("no") })]))]),
          { catch: region([task("seen", "say", { value: { kind: "template", parts: [ref("try-error", "step"), lit(" "), ref("try-error", "kind")] } })], { out: ref("seen", "value") }) },
          { out: optional(string) },
        ),
      ),
    ),
  ),

  program(
    "a catch that fails replaces the failure it caught",
    "failed",
    pipeline(
      {},
      string,
      yields(
        ref("try", "out"),
        attempt(
          "try",
          region([task("x", "say", { value: lit("x"), fail: lit("first") })], { out: ref("x", "value") }),
          { catch: region([task("again", "say", { value: ref("try-error", "message"), fail: lit("second") })], { out: ref("again", "value") }), finally: region([task("tidy", "note", { value: lit("tidy") })]) },
          { out: string },
        ),
        task("never", "note", { value: ref("try", "out") }),
      ),
    ),
  ),
  program("sequence with an order edge and a data edge", "succeeded", pipeline({}, number, yields(ref("c", "value"), task("a", "echo", { value: lit(1) }), task("b", "say", { value: lit("b") }, { order: ["a"] }), task("c", "echo", { value: ref("a", "value") }, { order: ["b"] })))),

  program(
    "a failing fan-out settles: every item runs, the first failure in order wins, catch sees it",
    "succeeded",
    pipeline(
      {},
      FAULT,
      yields(
        ref("try", "fault"),
        attempt(
          "try",
          region([
            forEach(
              "each",
              numbers(10, 20, 30, 40),
              number,
              yields(ref("one", "value"), task("one", "echo", { value: ref("each-item"), fail: { kind: "conditional", test: atLeast(ref("each-item"), 30), then: { kind: "template", parts: [lit("item "), ref("each-item")] }, else: { kind: "absent" } } })),
              number,
            ),
          ]),
          { catch: region([task("seen", "fault", { value: faultOf("try-error") })], { fault: ref("seen", "value") }) },
          { fault: optional(FAULT) },
        ),
      ),
    ),
  ),

  program(
    "catch with a partial value",
    "succeeded",
    pipeline(
      {},
      string,
      yields(
        ref("after", "value"),
        attempt(
          "try",
          region([task("first", "say", { value: lit("one") }), task("second", "say", { value: ref("first", "value"), fail: lit("no") }), task("third", "say", { value: ref("second", "value") })], { out: ref("third", "value") }),
          { catch: region([task("rescue", "say", { value: { kind: "template", parts: [lit("saved "), whenOk("first", ref("first", "value"), lit("nothing")), lit(" "), whenOk("third", ref("third", "value"), lit("nothing"))] } })], { out: ref("rescue", "value") }) },
          { out: string },
        ),
        task("after", "say", { value: ref("try", "out") }),
      ),
    ),
  ),

  program(
    "a failing finally replaces the outcome",
    "failed",
    pipeline({}, string, yields(ref("try", "out"), attempt("try", region([task("work", "say", { value: lit("done") })], { out: ref("work", "value") }), { finally: region([task("clean", "say", { value: lit("x"), fail: lit("finally failed") })]) }, { out: string }), task("never", "note", { value: ref("try", "out") }))),
  ),

  program(
    "finally runs after a failing body, and the failure stays",
    "failed",
    pipeline({}, string, yields(lit("unreachable"), attempt("try", region([task("work", "say", { value: lit("x"), fail: lit("body failed") })]), { finally: region([task("clean", "note", { value: whenOk("work", lit("worked"), lit("did not")) })]) }))),
  ),

  program(
    "early return as an artifact phi",
    "succeeded",
    pipeline(
      { quick: { type: boolean, default: false } },
      object({ text: string, name: string }),
      yields(
        ref("reader"),
        branch("if", ref("input", "quick"), region([task("small", "make", { name: lit("small") })], { data: ref("small", "data") }), region([task("big", "make", { name: lit("big") })], { data: ref("big", "data") }), { data: artifact("Dataset") }),
        task("reader", "read", { data: ref("if", "data") }),
      ),
    ),
    { inputs: { quick: true } },
  ),

  program("an empty list", "succeeded", pipeline({}, array(number), yields(ref("each"), task("none", "list", { value: lit([]) }), forEach("each", ref("none", "value"), number, yields(ref("one", "value"), task("one", "echo", { value: ref("each-item") })), number), task("after", "list", { value: ref("each") })))),

  program(
    "a loop crosses a level of the tower",
    "succeeded",
    pipeline({}, number, yields(ref("loop", "times"), loop("loop", 30, { times: { type: number, init: lit(0), next: ref("turn", "times") }, more: { type: boolean, init: lit(true), next: ref("turn", "more") } }, ref("loop-state", "more"), region([task("turn", "count", { times: ref("loop-state", "times") })])))),
  ),

  program(
    "a loop that does not end is a failure",
    "failed",
    pipeline({}, number, yields(ref("loop", "times"), loop("loop", 2, { times: { type: number, init: lit(0), next: ref("turn", "times") }, more: { type: boolean, init: lit(true), next: ref("turn", "more") } }, ref("loop-state", "more"), region([task("turn", "count", { times: ref("loop-state", "times") })])))),
  ),

  program(
    "sequential items stop at the first failure",
    "failed",
    pipeline(
      {},
      array(number),
      yields(
        ref("each"),
        forEach(
          "each",
          numbers(1, 2, 3, 4),
          number,
          yields(ref("one", "value"), task("one", "echo", { value: ref("each-item"), fail: { kind: "conditional", test: { kind: "compare", op: "===", left: ref("each-item"), right: lit(3) }, then: lit("third"), else: { kind: "absent" } } })),
          number,
          { concurrency: 1 },
        ),
      ),
    ),
  ),

  program("sequential items in order, over objects", "succeeded", pipeline({}, array(string), yields(ref("each"), task("who", "people", { value: lit([{ name: "b", age: 2 }, { name: "a{{=1}}", age: 1 }]) }), forEach("each", ref("who", "value"), object({ name: string, age: number }), yields(ref("one", "value", "name"), task("one", "person", { value: ref("each-item") })), string, { concurrency: 1 })))),

  program(
    "a lost pod is an infrastructure failure, seen by catch",
    "succeeded",
    pipeline(
      {},
      string,
      yields(
        ref("try", "kind"),
        attempt("try", region([task("slow", "say", { value: lit("slow"), sleep: lit(45_000) })]), { catch: region([task("seen", "say", { value: ref("try-error", "kind") })], { kind: ref("seen", "value") }) }, { kind: optional(string) }),
      ),
    ),
    { losePodOf: "slow" },
  ),

  program(
    "artifact fan-in",
    "succeeded",
    pipeline(
      {},
      array(string),
      yields(ref("all", "texts"), forEach("made", lit(["x", "y", "z"]), string, yields(rec({ data: ref("one", "data") }), task("one", "make", { name: ref("made-item") })), object({ data: artifact("Dataset") })), task("all", "gather", { all: ref("made") })),
    ),
  ),

  program(
    "hostile strings arrive byte-identical, through fan-out, branch and output",
    "succeeded",
    pipeline(
      { texts: { type: array(string), default: HOSTILE } },
      array(object({ text: string })),
      yields(
        ref("each"),
        forEach(
          "each",
          ref("input", "texts"),
          string,
          yields(rec({ text: ref("if", "out") }), task("one", "say", { value: ref("each-item") }), branch("if", { kind: "compare", op: "===", left: ref("one", "value"), right: lit(HOSTILE[1] ?? "") }, region([], { out: ref("one", "value") }), region([task("two", "say", { value: ref("one", "value") })], { out: ref("two", "value") }), { out: string })),
          object({ text: string }),
          { concurrency: 3 },
        ),
      ),
    ),
  ),

  program("a retry that then succeeds", "succeeded", pipeline({}, number, yields(ref("a", "attempt"), task("a", "flaky", { value: lit("x") })))),

  program(
    "settled members: failures as values, in order",
    "succeeded",
    pipeline(
      {},
      array(string),
      yields(
        ref("said", "value"),
        group("both", [{ region: yields(ref("good", "value"), task("good", "say", { value: lit("fine") })), value: string }, { region: yields(ref("bad", "value"), task("bad", "say", { fail: lit("no") })), value: string }], { as: "settled" }),
        task("said", "summary", { results: ref("both") }),
      ),
    ),
  ),

  program(
    "settled items of a fan-out",
    "succeeded",
    pipeline(
      {},
      array(string),
      yields(
        ref("said", "value"),
        forEach("each", numbers(1, 2, 3), number, yields(ref("one", "value"), task("one", "echo", { value: ref("each-item"), fail: { kind: "conditional", test: { kind: "compare", op: "===", left: ref("each-item"), right: lit(2) }, then: lit("second"), else: { kind: "absent" } } })), number, { as: "settled" }),
        task("said", "summary", { results: ref("each") }),
      ),
    ),
  ),

  program(
    "chains in parallel: the other one runs to its end, the error is the first in order",
    "succeeded",
    pipeline(
      {},
      FAULT,
      yields(
        ref("try", "fault"),
        attempt(
          "try",
          region([
            group("all", [
              { region: region([task("a1", "say", { value: lit("a1") }), task("a2", "say", { value: ref("a1", "value"), fail: lit("a2 fails late") })]) },
              { region: region([task("b1", "say", { value: lit("b1"), fail: lit("b1 fails first") }), task("b2", "say", { value: ref("b1", "value") })]) },
              { region: region([task("c1", "say", { value: lit("c1") }), task("c2", "say", { value: ref("c1", "value") }), task("c3", "note", { value: ref("c2", "value") })]) },
            ]),
          ]),
          { catch: region([task("seen", "fault", { value: faultOf("try-error") })], { fault: ref("seen", "value") }) },
          { fault: optional(FAULT) },
        ),
      ),
    ),
  ),

  program(
    "a try inside a try, a branch and a call inside it",
    "succeeded",
    pipeline(
      { n: { type: number, default: 3 } },
      string,
      yields(
        ref("outer", "out"),
        attempt(
          "outer",
          region([
            attempt("inner", region([task("x", "say", { value: lit("x"), fail: lit("inner fails") })], { out: ref("x", "value") }), { catch: region([task("handled", "say", { value: ref("inner-error", "message") })], { out: ref("handled", "value") }), finally: region([task("tidy", "note", { value: lit("tidy") })]) }, { out: optional(string) }),
            branch("if", atLeast(ref("input", "n"), 3), region([call("called", "sub", { text: ref("inner", "out"), n: ref("input", "n") })], { out: ref("called", "said") }), region([], { out: lit("else") }), { out: optional(string) }),
            task("use", "say", { value: ref("if", "out") }),
          ]),
          { catch: region([task("last", "say", { value: { kind: "template", parts: [ref("outer-error", "step"), lit(" "), ref("outer-error", "message")] } })], { out: ref("last", "value") }) },
          { out: optional(string) },
        ),
      ),
    ),
    {
      pipelines: {
        sub: required({ text: { type: string, optional: true }, n: { type: number } }, object({ said: string }), yields(rec({ said: ref("s", "value") }), task("s", "say", { value: ref("input", "text") }), task("t", "say", { value: ref("s", "value"), fail: { kind: "conditional", test: atLeast(ref("input", "n"), 3), then: lit("the called pipeline fails"), else: { kind: "absent" } } }))),
      },
    },
  ),

  program("a fail node", "failed", pipeline({ n: { type: number, default: 1 } }, string, yields(lit("x"), branch("if", atLeast(ref("input", "n"), 1), region([fail("stop", "n is too large")]), region([])), task("never", "note", { value: lit("never") }, { order: ["if"] })))),

  program(
    "nested fan-out with results of results",
    "succeeded",
    pipeline(
      {},
      array(array(number)),
      yields(
        ref("outer"),
        forEach(
          "outer",
          lit([[1, 2], [], [3]]),
          array(number),
          yields(ref("inner"), forEach("inner", ref("outer-item"), number, yields(ref("one", "value"), task("one", "echo", { value: { kind: "arithmetic", op: "+", left: { kind: "arithmetic", op: "*", left: ref("inner-item"), right: lit(10) }, right: ref("outer-index") } })), number)),
          array(number),
        ),
      ),
    ),
  ),
];
