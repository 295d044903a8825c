import { arrayOf, branch, forEach, objectOf, recordOf, ref, region, STRING, yields } from "@dagwright/ir/testing";
import { equals, program, type Program } from "./program.ts";
import { say } from "./steps.ts";

const TEMPLATES = "{{workflow.name}} {{=1+1}} {{inputs.parameters.value}} {{";
const HOSTILE = [
  "q \" ' \\ nl\n tab\t cr\r ls\u2028 e🎉",
  TEMPLATES,
  "$(HOME) $$ ${X} `id`",
  "--- \n- a: &x *x !!js",
  "</script><b>&amp;",
  "",
  " \n",
  "=not a program",
  "!not a failure",
];

/** Text that Argo, Kubernetes, YAML or our own protocol could take for something else. */
export const VALUES: readonly Program[] = [
  program(
    "hostile strings arrive byte-identical, through fan-out, branch and output",
    {
      status: "succeeded",
      output: arrayOf(objectOf({ text: STRING })),
      declares: { texts: { type: arrayOf(STRING), default: HOSTILE } },
    },
    ref("each"),
    forEach(
      "each",
      ref("input", "texts"),
      yields(
        recordOf({ text: ref("if", "out") }),
        say("one", ref("each-item")),
        branch(
          "if",
          equals(ref("one", "value"), TEMPLATES),
          region([], { out: ref("one", "value") }),
          region([say("two", ref("one", "value"))], { out: ref("two", "value") }),
          { out: STRING },
        ),
      ),
      { itemType: STRING, collect: objectOf({ text: STRING }), concurrency: 3 },
    ),
  ),
];
