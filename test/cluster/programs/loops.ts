import { arrayOf, BOOLEAN, forEach, literal, loop, NUMBER, ref, region, STRING, task, yields } from "@dagwright/ir/testing";
import type { LoopNode } from "@dagwright/ir";
import { equals, onlyIf, program, type Program } from "./program.ts";
import { echo, PERSON } from "./steps.ts";

/** Counts until `count` says that there is no more: twelve turns. */
const counting = (max: number): LoopNode =>
  loop(
    "loop",
    {
      times: { type: NUMBER, init: literal(0), next: ref("turn", "times") },
      more: { type: BOOLEAN, init: literal(true), next: ref("turn", "more") },
    },
    ref("loop-state", "more"),
    region([task("turn", "count", { times: ref("loop-state", "times") })]),
    { max },
  );

/** One turn after the other. */
export const LOOPS: readonly Program[] = [
  program("a loop crosses a level of the tower", { status: "succeeded", output: NUMBER }, ref("loop", "times"), counting(30)),
  program("a loop that does not end is a failure", { status: "failed", output: NUMBER }, ref("loop", "times"), counting(2)),

  program(
    "sequential items in order, over objects",
    { status: "succeeded", output: arrayOf(STRING) },
    ref("each"),
    task("who", "people", {
      value: literal([
        { name: "b", age: 2 },
        { name: "a{{=1}}", age: 1 },
      ]),
    }),
    forEach("each", ref("who", "value"), yields(ref("one", "value", "name"), task("one", "person", { value: ref("each-item") })), {
      itemType: PERSON,
      collect: STRING,
      concurrency: 1,
    }),
  ),

  program(
    "sequential items stop at the first failure",
    { status: "failed", output: arrayOf(NUMBER) },
    ref("each"),
    forEach(
      "each",
      literal([1, 2, 3, 4]),
      yields(ref("one", "value"), echo("one", ref("each-item"), { fail: onlyIf(equals(ref("each-item"), 3), literal("third")) })),
      { collect: NUMBER, concurrency: 1 },
    ),
  ),
];
