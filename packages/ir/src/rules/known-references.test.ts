import type { Value } from "@dagwright/protocol";
import { describe, expect, it } from "vitest";
import type { Node } from "../model.ts";
import {
  attempt,
  branch,
  compare,
  component,
  document,
  forEach,
  group,
  literal,
  loop,
  NUMBER,
  pipeline,
  ref,
  region,
  task,
  whenSucceeded,
} from "../testing/build.ts";
import { killers } from "../testing/killers.ts";

const components = { make: component({}, NUMBER), use: component({ x: NUMBER }) };
const make = task("made", "make");
const use = (id: string, from: string) => task(id, "use", { x: ref(from) });
const main = (...nodes: readonly Node[]) => document(components, { main: pipeline(region(nodes)) });

describe("known-references", () => {
  it("lets a value read its own region, in any order, and those around it", () => {
    expect(killers(main(use("u", "made"), make, branch("b", literal(true), region([use("v", "made")]))))).toEqual({});
  });

  it("refuses ids that are not there", () => {
    expect(killers(main(make, use("u", "mode")))).toEqual({ knownReferences: ["nothing is called `mode`; did you mean made?"] });
  });

  it("refuses to look into a region from outside", () => {
    expect(killers(main(branch("b", literal(true), region([make])), use("u", "made")))).toEqual({
      knownReferences: ["`made` cannot be read here: it is inside `then` of `b`"],
    });
    expect(killers(main(forEach("f", literal([1]), region([])), use("u", "f-item")))).toEqual({
      knownReferences: ["`f-item` cannot be read here: it is inside `body` of `f`"],
    });
  });

  it("lets members of a group see nothing of each other", () => {
    expect(Object.keys(killers(main(group("g", [{ region: region([make]) }, { region: region([use("u", "made")]) }]))))).toEqual([
      "knownReferences",
    ]);
  });

  it("lets catch and finally read the body only where it is known to have succeeded", () => {
    const tried = (value: Value) => main(attempt("t", region([make]), { finally: region([task("u", "use", { x: value })]) }));
    expect(killers(tried(whenSucceeded("made", ref("made"), literal(0))))).toEqual({});
    expect(killers(tried(ref("made")))).toEqual({
      knownReferences: ["`made` may not have succeeded when this is read: it is part of the body that was tried"],
    });
    expect(Object.keys(killers(tried(whenSucceeded("made", literal(1), ref("made")))))).toEqual(["knownReferences"]);
  });

  it("lets nothing after a try read into it", () => {
    expect(Object.keys(killers(main(attempt("t", region([make]), { catch: region([]) }), use("u", "made"))))).toEqual(["knownReferences"]);
  });

  it("keeps the nodes of a loop out of its condition", () => {
    const turning = (value: Value) =>
      main(
        loop("l", { n: { type: NUMBER, init: literal(1), next: ref("made") } }, compare(value, "<", ref("l-state", "n")), region([make])),
      );
    expect(killers(turning(literal(3)))).toEqual({});
    expect(Object.keys(killers(turning(ref("made"))))).toEqual(["knownReferences"]);
  });

  it("lets onExit see input and run only", () => {
    const exit = (id: string) =>
      document(components, {
        main: pipeline(region([make]), {
          inputs: { n: { type: NUMBER } },
          onExit: task("bye", "use", { x: ref(id, ...(id === "input" ? ["n"] : [])) }),
        }),
      });
    expect(killers(exit("input"))).toEqual({});
    expect(Object.keys(killers(exit("made")))).toEqual(["knownReferences"]);
  });

  it("refuses an order that is not beside the node", () => {
    expect(killers(main(make, task("u", "make", {}, { order: ["mad"] })))).toEqual({
      knownReferences: ["`u` is ordered after `mad`, which is not a node beside it; did you mean made?"],
    });
    expect(Object.keys(killers(main(make, branch("b", literal(true), region([task("u", "make", {}, { order: ["made"] })])))))).toEqual([
      "knownReferences",
    ]);
  });
});
