import { isJsonArray, StepError, type Json, type Value } from "@dagwright/protocol";
import { describe, expect, it } from "vitest";
import { InputsError } from "./inputs.ts";
import { interpret, type FakeComponent, type Interpretation, type InterpretOptions } from "./interpret.ts";
import type { Document, Node, Pipeline, Region } from "./model.ts";
import {
  absent,
  approval,
  arithmetic,
  arrayOf,
  attempt,
  branch,
  call,
  compare,
  component,
  compute,
  document,
  fail,
  rethrow,
  field,
  forEach,
  glue,
  glueDigest,
  group,
  listOf,
  literal,
  loop,
  NUMBER,
  optional,
  pipeline,
  recordOf,
  ref,
  region,
  STRING,
  task,
  template,
  whenSucceeded,
} from "./testing/build.ts";

const components = {
  double: component({ x: NUMBER }, NUMBER),
  boom: component({ x: optional(NUMBER) }, NUMBER),
  note: component({ text: optional(STRING) }),
};

const fakes: Record<string, FakeComponent> = {
  double: (input) => Number(input?.["x"]) * 2,
  boom: (input) => {
    throw new Error(`boom ${JSON.stringify(input?.["x"] ?? "")}`);
  },
  note: () => undefined,
};

const docOf = (body: Region, options: Parameters<typeof pipeline>[1] = {}, others: Readonly<Record<string, Pipeline>> = {}): Document =>
  document(components, { main: pipeline(body, options), ...others });

const run = (body: Region, options: Parameters<typeof pipeline>[1] = {}, more: Partial<InterpretOptions> = {}): Promise<Interpretation> =>
  interpret(docOf(body, options), { components: fakes, ...more });

const double = (id: string, x: number | Value, order: readonly string[] = []) =>
  task(id, "double", { x: typeof x === "number" ? literal(x) : x }, { order });
const boom = (id: string, x = 0, order: readonly string[] = []) => task(id, "boom", { x: literal(x) }, { order });
const note = (id: string, order: readonly string[] = []) => task(id, "note", { text: literal(id) }, { order });

const paths = (result: Interpretation): string[] => result.calls.map((entry) => entry.path);
const happensBefore = (result: Interpretation, first: string, second: string): boolean => {
  const [a, b] = [result.calls.find((entry) => entry.path === first), result.calls.find((entry) => entry.path === second)];
  return a !== undefined && b !== undefined && a.end < b.start;
};
const failureOfRun = (result: Interpretation) => (result.outcome.kind === "failed" ? result.outcome.failure : undefined);

describe("regions", () => {
  it("start a node when what it reads has succeeded, and yield their results", async () => {
    const result = await run(region([double("a", 2), double("b", ref("a"))], { value: ref("b") }), { output: field(NUMBER) });
    expect(result.outcome).toEqual({ kind: "succeeded" });
    expect(result.output).toBe(8);
    expect(happensBefore(result, "a", "b")).toBe(true);
  });

  it("run independent nodes side by side and ordered ones in order", async () => {
    const result = await run(region([note("a"), note("b"), note("c", ["a"])]));
    const [a, b] = result.calls;
    expect(a !== undefined && b !== undefined && b.start < a.end).toBe(true);
    expect(happensBefore(result, "a", "c")).toBe(true);
  });

  it("settle after a failure: what was started ends, what waits for the failure is omitted", async () => {
    const ended: string[] = [];
    const result = await run(
      region([boom("a"), note("b"), note("c", ["b"]), note("d", ["a"])]),
      {},
      {
        event: (event) => {
          if (event.type === "ended") ended.push(`${event.path} ${event.outcome.kind}`);
        },
      },
    );
    expect(failureOfRun(result)).toEqual({ step: "boom", attempt: 1, kind: "thrown", message: "boom 0" });
    expect(paths(result).toSorted()).toEqual(["a", "b", "c"]);
    expect(ended.toSorted()).toEqual(["a failed", "b succeeded", "c succeeded", "d omitted"]);
  });

  it("fail with the first failure of the list, not of the clock", async () => {
    const late: FakeComponent = async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      throw new Error("late");
    };
    const doc = document({ ...components, late: component() }, { main: pipeline(region([task("a", "late"), boom("b")])) });
    const result = await interpret(doc, { components: { ...fakes, late } });
    expect(failureOfRun(result)?.message).toBe("late");
  });

  it("start nothing new after a failure where they are told to stop", async () => {
    const body = region([boom("a"), note("b"), note("c", ["b"]), note("d", ["c"])], {}, "stop");
    const result = await run(body);
    expect(result.outcome.kind).toBe("failed");
    expect(paths(result)).not.toContain("d");
  });

  it("wait for what a nested region reads", async () => {
    const result = await run(region([branch("if", literal(true), region([double("inner", ref("a"))])), double("a", 1)]));
    expect(happensBefore(result, "a", "inner")).toBe(true);
  });
});

describe("branches", () => {
  const body = (condition: boolean): Region =>
    region(
      [
        branch("if", literal(condition), region([double("a", 1)], { x: ref("a") }), region([double("b", 2)], { x: ref("b") }), {
          x: field(NUMBER),
        }),
      ],
      {
        value: ref("if", "x"),
      },
    );

  it("run one side, skip the other, and read as their phis", async () => {
    const skipped: string[] = [];
    const result = await run(
      body(false),
      { output: field(NUMBER) },
      {
        event: (event) => {
          if (event.type === "ended" && event.outcome.kind === "skipped") skipped.push(event.path);
        },
      },
    );
    expect(result.output).toBe(4);
    expect(paths(result)).toEqual(["b"]);
    expect(skipped).toEqual(["a"]);
    expect((await run(body(true), { output: field(NUMBER) })).output).toBe(2);
  });
});

describe("fan-outs", () => {
  const each = (items: Json, inner: (x: ReturnType<typeof ref>) => readonly Node[], options: Parameters<typeof forEach>[3] = {}): Region =>
    region(
      [forEach("runs", literal(items), region(inner(ref("runs-item")), { value: ref("r") }), { collect: field(NUMBER), ...options })],
      { value: ref("runs") },
    );

  it("yield their values in the order of the items", async () => {
    const result = await run(
      each([3, 1, 2], (x) => [double("r", x)]),
      { output: field(arrayOf(NUMBER)) },
    );
    expect(result.output).toEqual([6, 2, 4]);
    expect(paths(result)).toEqual(["runs.0.r", "runs.1.r", "runs.2.r"]);
  });

  it("yield an empty list for no items", async () => {
    expect(
      (
        await run(
          each([], (x) => [double("r", x)]),
          { output: field(arrayOf(NUMBER)) },
        )
      ).output,
    ).toEqual([]);
  });

  it("settle, and fail with the failure of the lowest index", async () => {
    const result = await run(each([0, 1, 2], (x) => [task("r", "boom", { x })]));
    expect(result.calls).toHaveLength(3);
    expect(failureOfRun(result)?.message).toBe("boom 0");
  });

  it("stop at the first failure when they go item by item", async () => {
    const doc = docOf(each([0, 1, 2], (x) => [task("r", "boom", { x })], { concurrency: 1 }));
    const flaky: FakeComponent = (input) => {
      if (input?.["x"] === 1) throw new Error("at one");
      return 0;
    };
    const result = await interpret(doc, { components: { ...fakes, boom: flaky } });
    expect(paths(result)).toEqual(["runs.0.r", "runs.1.r"]);
    expect(failureOfRun(result)?.message).toBe("at one");
  });

  it("keep to their concurrency", async () => {
    let running = 0;
    let most = 0;
    const slow: FakeComponent = async (input) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      return Number(input?.["x"]);
    };
    await interpret(docOf(each([1, 2, 3, 4, 5], (x) => [double("r", x)], { concurrency: 2 })), { components: { double: slow } });
    expect(most).toBe(2);
  });

  it("give failures as values when settled", async () => {
    const doc = docOf(
      region(
        [
          forEach("runs", literal([1, 2]), region([task("r", "boom", { x: ref("runs-item") })], { value: ref("r") }), {
            as: "settled",
            collect: field(NUMBER),
          }),
        ],
        { value: ref("runs") },
      ),
      { output: field(arrayOf(NUMBER)) },
    );
    const result = await interpret(doc, {
      components: {
        boom: (input) =>
          input?.["x"] === 1 ? 10 : Promise.reject(new StepError({ step: "x", attempt: 9, kind: "exit", message: "no", exitCode: 3 })),
      },
    });
    expect(result.outcome.kind).toBe("succeeded");
    expect(result.output).toEqual([
      { status: "fulfilled", value: 10 },
      { status: "rejected", reason: { step: "boom", attempt: 1, kind: "exit", message: "no", exitCode: 3 } },
    ]);
  });
});

describe("groups", () => {
  it("run members side by side and read as their values", async () => {
    const body = region(
      [group("all", [{ region: region([double("a", 1)], { value: ref("a") }), value: field(NUMBER) }, { region: region([note("b")]) }])],
      { value: ref("all") },
    );
    const result = await run(body, { output: field(arrayOf(NUMBER)) });
    expect(result.output).toEqual([2, null]);
    expect(paths(result)).toEqual(["all.0.a", "all.1.b"]);
  });

  it("fail with the failure of the first member in order", async () => {
    const chain = region([note("n"), boom("x", 1, ["n"])]);
    const result = await run(region([group("all", [{ region: chain }, { region: region([boom("y", 2)]) }])]));
    expect(failureOfRun(result)?.message).toBe("boom 1");
  });
});

describe("try", () => {
  it("catches the first failure, with what the body had already bound", async () => {
    const body = region([double("a", 1), boom("b", 7, ["a"])], { x: ref("b") });
    const handler = region([task("report", "note", { text: ref("t-error", "message") })], { x: whenSucceeded("a", ref("a"), literal(-1)) });
    const result = await run(region([attempt("t", body, { catch: handler }, { x: field(NUMBER) })], { value: ref("t", "x") }), {
      output: field(NUMBER),
    });
    expect(result.output).toBe(2);
    expect(result.calls.at(-1)).toMatchObject({ path: "report", args: { text: "boom 7" } });
  });

  it("reads what did not succeed as its fallback", async () => {
    const handler = region([], { x: whenSucceeded("b", ref("b"), literal(-1)) });
    const result = await run(
      region([attempt("t", region([boom("b")], { x: ref("b") }), { catch: handler }, { x: field(NUMBER) })], { value: ref("t", "x") }),
      { output: field(NUMBER) },
    );
    expect(result.output).toBe(-1);
  });

  it("runs finally after success and after failure, and a failing finally replaces the outcome", async () => {
    const good = await run(region([attempt("t", region([note("a")]), { finally: region([note("z")]) })]));
    expect(paths(good)).toEqual(["a", "z"]);
    const bad = await run(region([attempt("t", region([boom("a", 1)]), { finally: region([note("z")]) })]));
    expect(failureOfRun(bad)?.message).toBe("boom 1");
    expect(paths(bad)).toEqual(["a", "z"]);
    const worse = await run(region([attempt("t", region([boom("a", 1)]), { finally: region([boom("z", 2)]) })]));
    expect(failureOfRun(worse)?.message).toBe("boom 2");
    const afterAll = await run(region([attempt("t", region([note("a")]), { finally: region([boom("z", 2)]) })]));
    expect(failureOfRun(afterAll)?.message).toBe("boom 2");
  });

  it("runs finally even where a sibling's failure has stopped the region", async () => {
    const slow = region([note("s1"), note("s2", ["s1"]), boom("s3", 3, ["s2"])]);
    const body = region([boom("first", 1), attempt("t", slow, { finally: region([note("z")]) })], {}, "stop");
    expect(paths(await run(body))).toContain("z");
  });

  it("lets a failing catch fail the try", async () => {
    const result = await run(
      region([attempt("t", region([boom("a", 1)]), { catch: region([fail("again", template("re: ", ref("t-error", "message")))]) })]),
    );
    expect(failureOfRun(result)).toEqual({ step: "main", attempt: 1, kind: "thrown", message: "re: boom 1" });
  });

  it("throws a caught failure on as it was", async () => {
    const result = await run(region([attempt("t", region([boom("a", 1)]), { catch: region([rethrow("again", ref("t-error"))]) })]));
    expect(failureOfRun(result)).toEqual({ step: "boom", attempt: 1, kind: "thrown", message: "boom 1" });
  });

  it("fails with an error of its own and tells what caused it", async () => {
    const own = fail("own", literal("could not"), { cause: ref("t-error") });
    const result = await run(region([attempt("t", region([boom("a", 1)]), { catch: region([own]) })]));
    expect(failureOfRun(result)).toEqual({
      step: "main",
      attempt: 1,
      kind: "thrown",
      message: "could not",
      stack: "Error: could not\n  [cause]: boom failed at attempt 1 (thrown): boom 1",
    });
  });
});

describe("loops", () => {
  const counting = (max: number, limit: number, test: "before" | "after" = "before"): Region =>
    region(
      [
        loop(
          "grow",
          { n: { type: NUMBER, init: literal(1), next: ref("turn") } },
          compare(ref("grow-state", "n"), "<", literal(limit)),
          region([double("turn", ref("grow-state", "n"))]),
          { max, test },
        ),
      ],
      { value: ref("grow", "n") },
    );

  it("carry their state from turn to turn until the condition is false", async () => {
    const result = await run(counting(10, 8), { output: field(NUMBER) });
    expect(result.output).toBe(8);
    expect(paths(result)).toEqual(["grow.0.turn", "grow.1.turn", "grow.2.turn"]);
  });

  it("make no turn when the test comes first and is false, one when it comes after", async () => {
    expect((await run(counting(10, 1), { output: field(NUMBER) })).output).toBe(1);
    expect((await run(counting(10, 1, "after"), { output: field(NUMBER) })).output).toBe(2);
  });

  it("fail when they would go on beyond their limit", async () => {
    expect(failureOfRun(await run(counting(2, 100)))?.message).toBe("the loop did not end within 2 turns");
    expect((await run(counting(3, 8))).outcome.kind).toBe("succeeded");
  });
});

describe("calls", () => {
  const inner = pipeline(region([double("d", ref("input", "x"))], { value: ref("d") }), {
    inputs: { x: { type: NUMBER, default: 21 } },
    output: field(NUMBER),
  });

  it("run another pipeline with defaults under their own prefix", async () => {
    const doc = docOf(
      region([call("deploy", "other"), call("again", "other", { x: ref("deploy") })], { value: ref("again") }),
      { output: field(NUMBER) },
      { other: inner },
    );
    const result = await interpret(doc, { components: fakes });
    expect(result.output).toBe(84);
    expect(paths(result)).toEqual(["deploy.d", "again.d"]);
  });
});

describe("values between steps", () => {
  it("fail the pipeline where JavaScript would throw", async () => {
    const result = await run(region([compute("c", ref("input", "a", "b"), field(NUMBER))]), {
      inputs: { a: { type: NUMBER, optional: true } },
    });
    expect(failureOfRun(result)).toMatchObject({ step: "main", kind: "thrown", message: 'cannot read "b" of undefined' });
  });

  it("are computed by glue over revived roots", async () => {
    const source = "at.getUTCFullYear() + n";
    const value = glue(source, NUMBER, { at: { value: ref("input", "at"), type: { kind: "date" } }, n: { value: ref("a"), type: NUMBER } });
    const result = await run(
      region([double("a", 1), double("b", value)], { value: ref("b") }),
      { inputs: { at: { type: { kind: "date" } } }, output: field(NUMBER) },
      {
        inputs: { at: "2024-05-01T00:00:00.000Z" },
        glue: { [glueDigest(source)]: ({ at, n }) => (at instanceof Date ? at.getUTCFullYear() : 0) + Number(n) },
      },
    );
    expect(result.output).toBe(4052);
  });

  it("that throw in an argument fail the step that needs them", async () => {
    const source = "a.b.c";
    const result = await run(
      region([double("a", 1), double("b", glue(source, NUMBER, { a: { value: ref("a"), type: NUMBER } }))]),
      {},
      {
        glue: {
          [glueDigest(source)]: () => {
            throw new TypeError("no b");
          },
        },
      },
    );
    expect(failureOfRun(result)).toEqual({ step: "double", attempt: 1, kind: "thrown", message: "no b" });
  });

  it("leave absent fields out of records and make them null in lists", async () => {
    const result = await run(
      region([], { value: listOf(absent, recordOf({ a: absent, b: literal(1) }), arithmetic(literal(0), "*", literal(-1))) }),
      { output: field(arrayOf(NUMBER)) },
    );
    expect(result.output).toEqual([null, { b: 1 }, 0]);
    expect(Object.is(isJsonArray(result.output) ? result.output[2] : undefined, 0)).toBe(true);
  });
});

describe("retries", () => {
  const doc = (on: "failure" | "infrastructure" | "any") =>
    document(
      { flaky: component({}, NUMBER, { retries: { limit: 2, on } }) },
      { main: pipeline(region([task("f", "flaky")], { value: ref("f") }), { output: field(NUMBER) }) },
    );

  it("try again until it works, counting attempts", async () => {
    const result = await interpret(doc("failure"), {
      components: { flaky: (_, { attempt: n }) => (n < 3 ? Promise.reject(new Error("no")) : n) },
    });
    expect(result.output).toBe(3);
    expect(result.calls.map((entry) => [entry.attempt, entry.outcome.kind])).toEqual([
      [1, "failed"],
      [2, "failed"],
      [3, "succeeded"],
    ]);
  });

  it("give up after the limit, and do not touch failures of another kind", async () => {
    const thrower: FakeComponent = () => Promise.reject(new Error("no"));
    expect(failureOfRun(await interpret(doc("any"), { components: { flaky: thrower } }))?.attempt).toBe(3);
    expect(failureOfRun(await interpret(doc("infrastructure"), { components: { flaky: thrower } }))?.attempt).toBe(1);
  });

  it("report an output that does not fit as invalid-output", async () => {
    const result = await interpret(doc("infrastructure"), { components: { flaky: () => "text" } });
    expect(failureOfRun(result)).toMatchObject({ kind: "invalid-output", message: 'output is "text", not number' });
  });
});

describe("approvals", () => {
  const body = region([approval("ok", literal("Ship?")), task("n", "note", { text: ref("ok", "reason") })]);

  it("read as their answer", async () => {
    const result = await run(body, {}, { approvals: { ok: { approve: { reason: "fine" } } } });
    expect(result.calls[0]?.args).toEqual({ text: "fine" });
  });

  it("fail when rejected", async () => {
    expect(failureOfRun(await run(body, {}, { approvals: { ok: { reject: "not today" } } }))).toMatchObject({
      kind: "rejected",
      message: "not today",
    });
  });
});

describe("cancel", () => {
  it("runs neither catch nor finally, but onExit", async () => {
    const stop = new AbortController();
    const doc = document(
      { ...components, hang: component() },
      {
        main: pipeline(
          region([
            attempt("t", region([task("h", "hang"), note("after", ["h"])]), { catch: region([note("c")]), finally: region([note("f")]) }),
          ]),
          {
            onExit: task("bye", "note", { text: ref("run", "id") }),
          },
        ),
      },
    );
    const hang: FakeComponent = () => {
      stop.abort();
      throw new Error("killed");
    };
    const result = await interpret(doc, { components: { ...fakes, hang }, signal: stop.signal });
    expect(result.outcome).toEqual({ kind: "cancelled" });
    expect(paths(result)).toEqual(["h", "bye"]);
    expect(result.onExit).toEqual({ kind: "succeeded" });
  });
});

describe("inputs", () => {
  it("are checked before anything starts, all at once", async () => {
    const options = { inputs: { table: { type: STRING }, seed: { type: NUMBER, default: 1 } } };
    const problem = run(region([note("a")]), options, { inputs: { tabel: "x", seed: "one" } });
    await expect(problem).rejects.toBeInstanceOf(InputsError);
    await expect(problem).rejects.toThrow(
      'there is no input tabel; did you mean table?\ntable is missing: it is string\nseed is "one", not number',
    );
  });

  it("take their defaults", async () => {
    const result = await run(region([double("a", ref("input", "seed"))], { value: ref("a") }), {
      inputs: { seed: { type: NUMBER, optional: true, default: 5 } },
      output: field(NUMBER),
    });
    expect(result.output).toBe(10);
  });
});
