import {
  arrayOf,
  attempt,
  branch,
  call,
  compare,
  fail,
  group,
  literal,
  NUMBER,
  objectOf,
  optional,
  pipeline,
  recordOf,
  ref,
  region,
  rethrow,
  STRING,
  task,
  template,
  whenSucceeded,
  yields,
} from "@dagwright/ir/testing";
import type { Value } from "@dagwright/protocol";
import { atLeast, onlyIf, program, type Program } from "./program.ts";
import { FAULT, note, reportFault, say } from "./steps.ts";

const ifWent = (id: string): Value => whenSucceeded(id, ref(id, "value"), literal("nothing"));

/** `catch`, `finally`, and what they may see. */
export const FAILURES: readonly Program[] = [
  program(
    "catch with a partial value",
    { status: "succeeded", output: STRING },
    ref("after", "value"),
    attempt(
      "try",
      region([say("first", "one"), say("second", ref("first", "value"), { fail: "no" }), say("third", ref("second", "value"))], {
        out: ref("third", "value"),
      }),
      { catch: region([say("rescue", template("saved ", ifWent("first"), " ", ifWent("third")))], { out: ref("rescue", "value") }) },
      { out: STRING },
    ),
    say("after", ref("try", "out")),
  ),

  program(
    "a catch that fails replaces the failure it caught",
    { status: "failed", output: STRING },
    ref("try", "out"),
    attempt(
      "try",
      region([say("x", "x", { fail: "first" })], { out: ref("x", "value") }),
      {
        catch: region([say("again", ref("try-error", "message"), { fail: "second" })], { out: ref("again", "value") }),
        finally: region([note("tidy", "tidy")]),
      },
      { out: STRING },
    ),
    note("never", ref("try", "out")),
  ),

  program(
    "a failing finally replaces the outcome",
    { status: "failed", output: STRING },
    ref("try", "out"),
    attempt(
      "try",
      region([say("work", "done")], { out: ref("work", "value") }),
      { finally: region([say("clean", "x", { fail: "finally failed" })]) },
      { out: STRING },
    ),
    note("never", ref("try", "out")),
  ),

  program(
    "finally runs after a failing body, and the failure stays",
    { status: "failed", output: STRING },
    literal("unreachable"),
    attempt("try", region([say("work", "x", { fail: "body failed" })]), {
      finally: region([note("clean", whenSucceeded("work", literal("worked"), literal("did not")))]),
    }),
  ),

  program(
    "a try inside a try, a branch and a call inside it",
    {
      status: "succeeded",
      output: STRING,
      declares: { n: { type: NUMBER, default: 3 } },
      pipelines: {
        sub: pipeline(
          yields(
            recordOf({ said: ref("s", "value") }),
            say("s", ref("input", "text")),
            say("t", ref("s", "value"), { fail: onlyIf(atLeast(ref("input", "n"), 3), literal("the called pipeline fails")) }),
          ),
          { inputs: { text: optional(STRING), n: { type: NUMBER } }, output: objectOf({ said: STRING }) },
        ),
      },
    },
    ref("outer", "out"),
    attempt(
      "outer",
      region([
        attempt(
          "inner",
          region([say("x", "x", { fail: "inner fails" })], { out: ref("x", "value") }),
          {
            catch: region([say("handled", ref("inner-error", "message"))], { out: ref("handled", "value") }),
            finally: region([note("tidy", "tidy")]),
          },
          { out: optional(STRING) },
        ),
        branch(
          "if",
          atLeast(ref("input", "n"), 3),
          region([call("called", "sub", { text: ref("inner", "out"), n: ref("input", "n") })], { out: ref("called", "said") }),
          region([], { out: literal("else") }),
          { out: optional(STRING) },
        ),
        say("use", ref("if", "out")),
      ]),
      {
        catch: region([say("last", template(ref("outer-error", "step"), " ", ref("outer-error", "message")))], {
          out: ref("last", "value"),
        }),
      },
      { out: optional(STRING) },
    ),
  ),

  program(
    "a fail node",
    { status: "failed", output: STRING, declares: { n: { type: NUMBER, default: 1 } } },
    literal("x"),
    branch("if", atLeast(ref("input", "n"), 1), region([fail("stop", literal("n is too large"))])),
    note("never", "never", {}, ["if"]),
  ),

  program(
    "a caught failure is thrown on as it was",
    { status: "succeeded", output: FAULT },
    ref("outer", "fault"),
    attempt(
      "outer",
      region([
        attempt("inner", region([task("work", "flaky", { value: literal("x") }, { config: { retries: { limit: 1, on: "failure" } } })]), {
          catch: region([note("seen", ref("inner-error", "kind")), rethrow("again", ref("inner-error"), { order: ["seen"] })]),
          finally: region([note("tidy", "tidy")]),
        }),
      ]),
      { catch: region([reportFault("report", "outer-error")], { fault: ref("report", "value") }) },
      { fault: optional(FAULT) },
    ),
  ),

  program(
    "an error with a cause is the pipeline's own",
    { status: "succeeded", output: FAULT },
    ref("outer", "fault"),
    attempt(
      "outer",
      region([
        attempt("inner", region([say("work", "x", { fail: "the step's text" })]), {
          catch: region([fail("own", template("could not work: ", ref("inner-error", "message")), { cause: ref("inner-error") })]),
        }),
      ]),
      { catch: region([reportFault("report", "outer-error")], { fault: ref("report", "value") }) },
      { fault: optional(FAULT) },
    ),
  ),

  program(
    "a rejected member's reason is thrown on",
    { status: "failed", output: STRING },
    literal("unreachable"),
    group("both", [{ region: yields(ref("bad", "value"), say("bad", "x", { fail: "no" })), value: STRING }], { as: "settled" }),
    branch("if", compare(ref("both", 0, "status"), "===", literal("rejected")), region([rethrow("again", ref("both", 0, "reason"))])),
    note("never", "never", {}, ["if"]),
  ),

  program(
    "a retry that then succeeds",
    { status: "succeeded", output: NUMBER },
    ref("a", "attempt"),
    task("a", "flaky", { value: literal("x") }),
  ),

  program(
    "a lost pod is an infrastructure failure, seen by catch",
    { status: "succeeded", output: STRING, losePodOf: "slow" },
    ref("try", "kind"),
    attempt(
      "try",
      region([say("slow", "slow", { sleep: 45_000 })]),
      { catch: region([say("seen", ref("try-error", "kind"))], { kind: ref("seen", "value") }) },
      { kind: optional(STRING) },
    ),
  ),

  program(
    "settled members: failures as values, in order",
    { status: "succeeded", output: arrayOf(STRING) },
    ref("said", "value"),
    group(
      "both",
      [
        { region: yields(ref("good", "value"), say("good", "fine")), value: STRING },
        { region: yields(ref("bad", "value"), task("bad", "say", { fail: literal("no") })), value: STRING },
      ],
      { as: "settled" },
    ),
    task("said", "summary", { results: ref("both") }),
  ),
];
