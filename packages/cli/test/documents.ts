/** Hand-written IR that the tests of the command run. */
import type { Document } from "@dagwright/ir";
import {
  component,
  document,
  field,
  forEach,
  listOf,
  NUMBER,
  optional,
  pipeline,
  ref,
  region,
  STRING,
  task,
  arrayOf,
} from "@dagwright/ir/testing";
import { by } from "./kit.ts";

const double = by("double", component({ n: NUMBER }, NUMBER, { memory: "64Mi" }));
const boom = by("boom", component({ message: STRING }));
const slow = by("slow", component({ ms: NUMBER }, STRING));

/** Doubles a number twice. */
export const doubled: Document = document(
  { double },
  {
    doubled: pipeline(
      region([task("once", "double", { n: ref("input", "n") }), task("twice", "double", { n: ref("once") })], { value: ref("twice") }),
      {
        inputs: { n: { type: NUMBER, default: 3 }, label: { ...optional(STRING) } },
        output: field(NUMBER),
      },
    ),
  },
);

export const failing: Document = document(
  { boom },
  {
    failing: pipeline(region([task("breaks", "boom", { message: ref("input", "message") })]), {
      inputs: { message: { type: STRING, default: "no luck" } },
    }),
  },
);

export const sleeping: Document = document(
  { slow },
  {
    sleeping: pipeline(region([task("nap", "slow", { ms: ref("input", "ms") })], { value: ref("nap") }), {
      inputs: { ms: { type: NUMBER } },
      output: field(STRING),
    }),
  },
);

/** One step for each item. */
export const fanned: Document = document(
  { double },
  {
    fanned: pipeline(
      region(
        [
          forEach(
            "each",
            listOf(ref("input", "a"), ref("input", "b")),
            region([task("one", "double", { n: ref("each-item") })], { value: ref("one") }),
            { collect: field(NUMBER) },
          ),
        ],
        { value: ref("each") },
      ),
      { inputs: { a: { type: NUMBER, default: 1 }, b: { type: NUMBER, default: 2 } }, output: field(arrayOf(NUMBER)) },
    ),
  },
);
