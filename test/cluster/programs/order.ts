import { attempt, group, NUMBER, optional, ref, region } from "@dagwright/ir/testing";
import { program, type Program } from "./program.ts";
import { echo, FAULT, note, reportFault, say } from "./steps.ts";

/** What waits for what. */
export const ORDER: readonly Program[] = [
  program(
    "sequence with an order edge and a data edge",
    { status: "succeeded", output: NUMBER },
    ref("c", "value"),
    echo("a", 1),
    say("b", "b", {}, ["a"]),
    echo("c", ref("a", "value"), {}, ["b"]),
  ),

  program(
    "chains in parallel: the other one runs to its end, the error is the first in order",
    { status: "succeeded", output: FAULT },
    ref("try", "fault"),
    attempt(
      "try",
      region([
        group("all", [
          { region: region([say("a1", "a1"), say("a2", ref("a1", "value"), { fail: "a2 fails late" })]) },
          { region: region([say("b1", "b1", { fail: "b1 fails first" }), say("b2", ref("b1", "value"))]) },
          { region: region([say("c1", "c1"), say("c2", ref("c1", "value")), note("c3", ref("c2", "value"))]) },
        ]),
      ]),
      { catch: region([reportFault("seen", "try-error")], { fault: ref("seen", "value") }) },
      { fault: optional(FAULT) },
    ),
  ),
];
