import {
  arrayOf,
  artifact,
  BOOLEAN,
  branch,
  forEach,
  literal,
  objectOf,
  recordOf,
  ref,
  region,
  STRING,
  task,
  yields,
} from "@dagwright/ir/testing";
import { program, type Program } from "./program.ts";
import { make } from "./steps.ts";

/** Handles through phis and lists. */
export const ARTIFACTS: readonly Program[] = [
  program(
    "early return as an artifact phi",
    {
      status: "succeeded",
      output: objectOf({ text: STRING, name: STRING }),
      declares: { quick: { type: BOOLEAN, default: false } },
      inputs: { quick: true },
    },
    ref("reader"),
    branch(
      "if",
      ref("input", "quick"),
      region([make("small", "small")], { data: ref("small", "data") }),
      region([make("big", "big")], { data: ref("big", "data") }),
      { data: artifact("Dataset") },
    ),
    task("reader", "read", { data: ref("if", "data") }),
  ),

  program(
    "artifact fan-in",
    { status: "succeeded", output: arrayOf(STRING) },
    ref("all", "texts"),
    forEach("made", literal(["x", "y", "z"]), yields(recordOf({ data: ref("one", "data") }), make("one", ref("made-item"))), {
      itemType: STRING,
      collect: objectOf({ data: artifact("Dataset") }),
    }),
    task("all", "gather", { all: ref("made") }),
  ),
];
