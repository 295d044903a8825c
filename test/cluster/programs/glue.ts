import {
  arrayOf,
  attempt,
  BOOLEAN,
  branch,
  forEach,
  glue,
  literal,
  NUMBER,
  optional,
  ref,
  region,
  STRING,
  template,
  yields,
} from "@dagwright/ir/testing";
import type { Type, Value } from "@dagwright/protocol";
import { program, type Program } from "./program.ts";
import { echo, list, note, say } from "./steps.ts";

const MANY = "export const glue = ({ items }) => items.length > 2;\n";
const DOUBLED = "export const glue = ({ items }) => items.map((item) => item * 2);\n";
const BROKEN = "export const glue = ({ items }) => items.at(99).missing;\n";
export const GLUE_SOURCES: readonly string[] = [MANY, DOUBLED, BROKEN];

/** Glue over the list of one step, evaluated there where a target can. */
const glueOver = (source: string, node: string, type: Type): Value =>
  glue(
    source,
    type,
    { items: { value: ref(node, "value"), type: arrayOf(NUMBER) } },
    { export: "glue", place: "producer", expression: "glue" },
  );

export const GLUE: readonly Program[] = [
  program(
    "glue folded into its producer: a condition and the items of a fan-out",
    { status: "succeeded", output: arrayOf(NUMBER) },
    ref("if", "out"),
    list("made", literal([1, 2, 3])),
    branch(
      "if",
      glueOver(MANY, "made", BOOLEAN),
      region(
        [
          forEach("each", glueOver(DOUBLED, "made", arrayOf(NUMBER)), yields(ref("one", "value"), echo("one", ref("each-item"))), {
            collect: NUMBER,
          }),
        ],
        { out: ref("each") },
      ),
      region([], { out: literal([]) }),
      { out: arrayOf(NUMBER) },
    ),
  ),

  program(
    "glue that throws in its producer fails only its reader, where catch sees it",
    { status: "succeeded", output: STRING },
    ref("try", "out"),
    list("made", literal([1])),
    list("fine", ref("made", "value")),
    attempt(
      "try",
      region([branch("if", glueOver(BROKEN, "made", BOOLEAN), region([note("yes", "yes")]), region([note("no", "no")]))]),
      { catch: region([say("seen", template(ref("try-error", "step"), " ", ref("try-error", "kind")))], { out: ref("seen", "value") }) },
      { out: optional(STRING) },
    ),
  ),
];
