import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Component, Document, Node } from "@dagwright/ir";
import {
  arrayOf,
  attempt,
  branch,
  component,
  compute,
  document,
  field,
  forEach,
  listOf,
  literal,
  NUMBER,
  objectOf,
  optional,
  pipeline,
  recordOf,
  ref,
  region,
  SPAN,
  STRING,
  BOOLEAN,
  task,
} from "@dagwright/ir/testing";
import type { Field, Json, Type, Value } from "@dagwright/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { by, createKit, GLUE, ofType, type Kit } from "../kit.ts";

let kit: Kit;
beforeEach(() => (kit = createKit()));
afterEach(() => kit.cleanUp());

const double = by("double", component({ n: NUMBER }, NUMBER));
const echo = by("echo", component({ text: STRING }, STRING));
const record = by("record", component({ log: STRING, text: STRING }));
const boom = by("boom", component({ message: STRING }));

const main = (components: Record<string, Component>, nodes: readonly Node[], value?: Value, output?: Type | Field): Document =>
  document(components, {
    main: pipeline(
      region(nodes, value === undefined ? {} : { value }),
      output === undefined ? {} : { output: "kind" in output ? field(output) : output },
    ),
  });
const glue = (name: string, type: Type, roots: Record<string, [Value, Type]>, constants: Record<string, Json> = {}): Value => ({
  kind: "glue",
  glue: GLUE,
  export: name,
  roots: Object.fromEntries(Object.entries(roots).map(([root, [value, of]]) => [root, { value, type: of }])),
  constants,
  type,
  place: "consumer",
  source: name,
  span: SPAN,
});
const at = (name: string): string => join(kit.home, name);
const lines = (name: string): string[] => (existsSync(at(name)) ? readFileSync(at(name), "utf8").trimEnd().split("\n") : []);

test("outputs of one step are inputs of the next", async () => {
  const doc = document(
    { double },
    {
      main: pipeline(
        region([task("first", "double", { n: ref("input", "n") }), task("second", "double", { n: ref("first") })], {
          value: ref("second"),
        }),
        {
          inputs: { n: { type: NUMBER, default: 5 } },
          output: field(NUMBER),
        },
      ),
    },
  );
  const ran = await kit.run(doc);
  expect(ran).toMatchObject({ status: "succeeded", outputs: 20 });
  expect(ran.id).toMatch(/^[0-9a-f]{32}$/u);
  expect((await kit.run(doc, { inputs: { n: -0.5 } })).outputs).toBe(-2);
  expect(
    ran.events.map((event) => (event.type === "stepStarted" || event.type === "stepFinished" ? `${event.type} ${event.step}` : event.type)),
  ).toEqual(["runStarted", "stepStarted first", "stepFinished first", "stepStarted second", "stepFinished second", "runFinished"]);
});

test("every text arrives byte for byte", async () => {
  const texts = [
    "",
    " ",
    "\n",
    "trailing\n\n",
    "$(HOME) $HOME `id` $$ ${x}",
    "{{=1+1}} {{inputs.parameters.x}}",
    `"quoted" 'single' \\ back\\slash \\n`,
    "\u0000\u0001\u001f\u007f",
    "\u2028\u2029\ufeff",
    "ünïcödé 日本語 🙂 e\u0301",
    "=program",
    "!failed",
    "null",
    "__proto__",
    "x".repeat(300_000),
  ];
  const doc = main(
    { echo },
    [
      forEach("each", literal(texts), region([task("said", "echo", { text: ref("each-item") })], { value: ref("said") }), {
        itemType: STRING,
        collect: field(STRING),
      }),
    ],
    ref("each"),
    arrayOf(STRING),
  );
  expect((await kit.run(doc)).outputs).toEqual(texts);
});

test("steps that do not need each other run side by side, and a list keeps its order", async () => {
  const doc = main(
    { double },
    [
      forEach("each", literal([1, 2, 3, 4, 5]), region([task("twice", "double", { n: ref("each-item") })], { value: ref("twice") }), {
        collect: field(NUMBER),
      }),
    ],
    ref("each"),
    arrayOf(NUMBER),
  );
  const ran = await kit.run(doc, { concurrency: 5 });
  expect(ran.outputs).toEqual([2, 4, 6, 8, 10]);
  const firstEnd = ran.events.findIndex((event) => event.type === "stepFinished");
  expect(
    ofType(ran.events.slice(0, firstEnd), "stepStarted")
      .map((event) => event.step)
      .toSorted(),
  ).toEqual([0, 1, 2, 3, 4].map((index) => `each.${index}.twice`));
});

test("a void step and a pipeline without output yield nothing", async () => {
  const ran = await kit.run(main({ nothing: by("nothing", component()) }, [task("quiet", "nothing")]));
  expect(ran).toMatchObject({ status: "succeeded", outputs: undefined });
});

test("glue runs in its consumer's process, on its own for conditions and results, and never here", async () => {
  const scores = literal([0.2, 0.9, 0.5]);
  const doc = main(
    { echo, double },
    [
      compute("best", glue("best", arrayOf(NUMBER), { scores: [scores, arrayOf(NUMBER)] }, { floor: 0.4 }), field(arrayOf(NUMBER))),
      task("said", "echo", { text: glue("shout", STRING, { text: [literal("a {{b}} $(c)"), STRING] }) }),
      branch(
        "large",
        glue("isLarge", BOOLEAN, { n: [literal(11), NUMBER] }),
        region([task("yes", "double", { n: literal(1) })]),
        region([task("no", "double", { n: literal(2) })]),
      ),
    ],
    recordOf({ best: ref("best"), said: ref("said"), shout: glue("shout", STRING, { text: [ref("said"), STRING] }) }),
    objectOf({ best: arrayOf(NUMBER), said: STRING, shout: STRING }),
  );
  const ran = await kit.run(doc);
  expect(ran).toMatchObject({ status: "succeeded", outputs: { best: [0.9, 0.5], said: "A {{B}} $(C)!", shout: "A {{B}} $(C)!!" } });
  expect(
    ofType(ran.events, "stepStarted")
      .map((event) => event.step)
      .toSorted(),
  ).toEqual(["said", "yes"]);
  expect(ofType(ran.events, "stepNotStarted")).toMatchObject([{ step: "no", status: "skipped" }]);
});

test("glue that throws is the failure of the step that needs it, or of the pipeline", async () => {
  const boomGlue = glue("boom", STRING, {});
  const consumer = await kit.run(main({ echo }, [task("said", "echo", { text: boomGlue })]));
  expect(consumer.failure).toMatchObject({ step: "echo", kind: "thrown", message: "glue went wrong" });
  const own = await kit.run(main({}, [compute("own", boomGlue, field(STRING))]));
  expect(own.failure).toMatchObject({ step: "main", kind: "thrown", message: "glue went wrong" });
});

test("catch and finally run after everything in the body has settled", async () => {
  const log = literal(at("log"));
  const note = (id: string, text: Value, order: string[] = []) => task(id, "record", { log, text }, { order });
  const doc = main({ boom, record, slow: by("slow", component({ ms: NUMBER }, STRING)) }, [
    attempt(
      "guarded",
      region([
        task("fails", "boom", { message: literal("no") }),
        task("slow", "slow", { ms: literal(150) }),
        note("slowDone", ref("slow")),
      ]),
      {
        catch: region([note("caught", ref("guarded-error", "message"))]),
        finally: region([note("last", literal("finally"))]),
      },
    ),
    note("after", literal("after"), ["guarded"]),
  ]);
  const ran = await kit.run(doc, { concurrency: 3 });
  expect(ran.status).toBe("succeeded");
  expect(lines("log")).toEqual(["done", "no", "finally", "after"]);
});

test("the first failed step in source order is the run's failure, and what needed it is omitted", async () => {
  const doc = main({ boom, slow: by("slow", component({ ms: NUMBER }, STRING)), echo }, [
    task("wait", "slow", { ms: literal(100) }),
    task("first", "boom", { message: literal("first") }, { order: ["wait"] }),
    task("second", "boom", { message: literal("second") }),
    task("needs", "echo", { text: ref("wait") }, { order: ["first"] }),
  ]);
  const ran = await kit.run(doc, { concurrency: 3 });
  expect(ran).toMatchObject({
    status: "failed",
    outputs: undefined,
    failure: { step: "boom", kind: "thrown", message: "first", attempt: 1 },
  });
  expect(ofType(ran.events, "stepNotStarted")).toMatchObject([{ step: "needs", status: "omitted" }]);
});

test("a retried step sees its attempts counted from 1, and the last one decides", async () => {
  const flaky = by(
    "flaky",
    component({ counter: STRING, times: NUMBER }, NUMBER, { retries: { limit: 2, on: "failure", backoffSeconds: 0.01 } }),
  );
  const doc = (times: number) =>
    main({ flaky }, [task("tried", "flaky", { counter: literal(at(`count-${times}`)), times: literal(times) })], ref("tried"), NUMBER);
  const good = await kit.run(doc(3));
  expect(good).toMatchObject({ status: "succeeded", outputs: 3 });
  expect(ofType(good.events, "stepFinished").map(({ attempt: n, status, retryInMs }) => [n, status, retryInMs])).toEqual([
    [1, "failed", 10],
    [2, "failed", 20],
    [3, "succeeded", undefined],
  ]);
  expect((await kit.run(doc(9))).failure).toMatchObject({ kind: "thrown", attempt: 3, message: "attempt 3" });
});

test("a retry of infrastructure failures leaves the user's own alone", async () => {
  const config = { retries: { limit: 3, on: "infrastructure", backoffSeconds: 0.01 } } as const;
  const counter = literal(at("count"));
  const own = await kit.run(
    main({ flaky: by("flaky", component({ counter: STRING, times: NUMBER }, NUMBER, config)) }, [
      task("tried", "flaky", { counter, times: literal(3) }),
    ]),
  );
  expect(own.failure).toMatchObject({ kind: "thrown", attempt: 1 });
  const killed = await kit.run(main({ killed: by("killed", component({}, undefined, config)) }, [task("dies", "killed")]));
  expect(killed.failure).toMatchObject({ kind: "infrastructure", attempt: 4 });
});

test("a step that takes too long fails with `timeout`, even one that never yields", async () => {
  const config = { timeoutSeconds: 0.4 };
  const polite = await kit.run(
    main({ slow: by("slow", component({ ms: NUMBER }, STRING, config)) }, [task("slow", "slow", { ms: literal(60_000) })]),
  );
  expect(polite.failure).toMatchObject({ kind: "timeout", step: "slow" });
  const stuck = await kit.run(main({ stuck: by("stuck", component({}, undefined, config)) }, [task("stuck", "stuck")]));
  expect(stuck.failure).toMatchObject({ kind: "timeout", step: "stuck" });
});

test("an output that does not fit its type fails, naming the path", async () => {
  const wrong = await kit.run(main({ wrong: by("wrong", component({}, objectOf({ n: NUMBER }))) }, [task("wrong", "wrong")]));
  expect(wrong.failure).toMatchObject({ kind: "invalid-output", step: "wrong", message: expect.stringContaining("output.n") });
  const notFinite = await kit.run(main({ notFinite: by("notFinite", component({}, NUMBER)) }, [task("nan", "notFinite")]));
  expect(notFinite.failure).toMatchObject({ kind: "invalid-output", message: expect.stringContaining("NaN") });
});

test("a process that dies without a word is a failure of the infrastructure", async () => {
  const killed = await kit.run(main({ killed: by("killed", component()) }, [task("dies", "killed")]));
  expect(killed.failure).toMatchObject({ kind: "infrastructure", message: "the step's process was killed by SIGKILL" });
});

test("a step whose code exits fails with `exit` and its code, even with 0", async () => {
  const exits = by("exits", component({ code: NUMBER }));
  for (const code of [0, 7]) {
    const ran = await kit.run(main({ exits }, [task("exits", "exits", { code: literal(code) })]));
    expect(ran.failure).toMatchObject({ kind: "exit", exitCode: code, step: "exits" });
  }
});

test("a step sees only what is declared, in folders of its own that are gone afterwards", async () => {
  process.env["NOT_DECLARED"] = "leaked";
  const type = objectOf({ names: arrayOf(STRING), values: { kind: "record", values: STRING }, cwd: STRING, home: STRING, tmp: STRING });
  const environment = by(
    "environment",
    component({}, type, {
      env: { DECLARED: { kind: "text", text: "$(x) {{y}} ü" }, TOKEN: { kind: "secret", name: "api", key: "token" } },
    }),
  );
  const ran = await kit.run(main({ environment }, [task("seen", "environment")], ref("seen"), type), { secrets: () => "s3cret" });
  delete process.env["NOT_DECLARED"];
  expect(ran).toMatchObject({
    status: "succeeded",
    outputs: {
      names: ["DECLARED", "HOME", "LANG", "PATH", "TMPDIR", "TOKEN", "TZ"],
      values: { TZ: "UTC", LANG: "C", DECLARED: "$(x) {{y}} ü", TOKEN: "s3cret" },
    },
  });
  const seen: { cwd: string; home: string; tmp: string } = JSON.parse(JSON.stringify(ran.outputs));
  expect(new Set([seen.cwd, seen.home, seen.tmp]).size).toBe(3);
  for (const place of [seen.cwd, seen.home, seen.tmp]) {
    expect(place.startsWith(kit.home)).toBe(true);
    expect(existsSync(place)).toBe(false);
  }
});

test("what a step prints is passed on by line and kept in a log, whatever it is", async () => {
  const ran = await kit.run(
    main({ speak: by("speak", component({ text: STRING }, NUMBER)) }, [task("speaks", "speak", { text: literal("ü") })]),
  );
  expect(ran.status).toBe("succeeded");
  const log = ofType(ran.events, "log");
  expect(log.filter(({ stream }) => stream === "stderr").map(({ text }) => text)).toEqual(["to stderr"]);
  const out = log.filter(({ stream }) => stream === "stdout").map(({ text }) => text);
  expect(out.slice(0, 2)).toEqual(["to stdout", "\uFFFD\u0000"]);
  expect(out.slice(2).reduce((sum, text) => sum + text.length, 0)).toBe(300_000);
  const folder = join(kit.home, "runs", ran.id, "speaks", "1");
  expect(readFileSync(join(folder, "output.log")).includes(Buffer.from([0xff, 0x00, 0x0a]))).toBe(true);
  expect(readdirSync(folder).toSorted()).toEqual(["inputs.json", "output.log", "step.json"]);
});

test("an optional output may be absent", async () => {
  const ran = await kit.run(
    main({ nothing: by("nothing", component({}, optional(NUMBER))) }, [task("maybe", "nothing")], ref("maybe"), optional(NUMBER)),
  );
  expect(ran).toMatchObject({ status: "succeeded", outputs: undefined });
});

test("100 steps run, never more of them at a time than allowed", async () => {
  const folder = at("alive");
  mkdirSync(folder);
  const counted = by("counted", component({ folder: STRING, index: NUMBER }, NUMBER));
  const items = Array.from({ length: 100 }, (_, index) => index);
  const doc = main(
    { counted },
    [
      forEach(
        "each",
        listOf(...items.map((item) => literal(item))),
        region([task("one", "counted", { folder: literal(folder), index: ref("each-item") })], { value: ref("one") }),
        { collect: field(NUMBER) },
      ),
    ],
    ref("each"),
    arrayOf(NUMBER),
  );
  const ran = await kit.run(doc, { concurrency: 4 });
  expect(ran.status).toBe("succeeded");
  const alive: number[] = JSON.parse(JSON.stringify(ran.outputs));
  expect(alive).toHaveLength(100);
  expect(Math.max(...alive)).toBeLessThanOrEqual(4);
});
