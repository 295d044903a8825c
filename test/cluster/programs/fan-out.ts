import {
  arithmetic,
  arrayOf,
  attempt,
  forEach,
  literal,
  NUMBER,
  optional,
  ref,
  region,
  STRING,
  task,
  template,
  yields,
} from "@dagwright/ir/testing";
import { atLeast, equals, onlyIf, program, type Program } from "./program.ts";
import { echo, FAULT, list, reportFault } from "./steps.ts";

/** Items side by side. */
export const FAN_OUT: readonly Program[] = [
  program(
    "an empty list",
    { status: "succeeded", output: arrayOf(NUMBER) },
    ref("each"),
    list("none", literal([])),
    forEach("each", ref("none", "value"), yields(ref("one", "value"), echo("one", ref("each-item"))), { collect: NUMBER }),
    list("after", ref("each")),
  ),

  program(
    "a failing fan-out settles: every item runs, the first failure in order wins, catch sees it",
    { status: "succeeded", output: FAULT },
    ref("try", "fault"),
    attempt(
      "try",
      region([
        forEach(
          "each",
          literal([10, 20, 30, 40]),
          yields(
            ref("one", "value"),
            echo("one", ref("each-item"), { fail: onlyIf(atLeast(ref("each-item"), 30), template("item ", ref("each-item"))) }),
          ),
          { collect: NUMBER },
        ),
      ]),
      { catch: region([reportFault("seen", "try-error")], { fault: ref("seen", "value") }) },
      { fault: optional(FAULT) },
    ),
  ),

  program(
    "settled items of a fan-out",
    { status: "succeeded", output: arrayOf(STRING) },
    ref("said", "value"),
    forEach(
      "each",
      literal([1, 2, 3]),
      yields(ref("one", "value"), echo("one", ref("each-item"), { fail: onlyIf(equals(ref("each-item"), 2), literal("second")) })),
      { collect: NUMBER, as: "settled" },
    ),
    task("said", "summary", { results: ref("each") }),
  ),

  program(
    "nested fan-out with results of results",
    { status: "succeeded", output: arrayOf(arrayOf(NUMBER)) },
    ref("outer"),
    forEach(
      "outer",
      literal([[1, 2], [], [3]]),
      yields(
        ref("inner"),
        forEach(
          "inner",
          ref("outer-item"),
          yields(ref("one", "value"), echo("one", arithmetic(arithmetic(ref("inner-item"), "*", literal(10)), "+", ref("outer-index")))),
          { collect: NUMBER },
        ),
      ),
      { itemType: arrayOf(NUMBER), collect: arrayOf(NUMBER) },
    ),
  ),
];
