import { describe, expect, it } from "vitest";
import type { Document } from "../model.ts";
import {
  artifact,
  branch,
  call,
  compare,
  component,
  document,
  field,
  forEach,
  literal,
  NUMBER,
  objectOf,
  pipeline,
  ref,
  region,
  task,
} from "../testing/build.ts";
import { printChange } from "./change.ts";
import { diffDocuments } from "./diff-documents.ts";
import { rerunsAfter } from "./reruns.ts";

interface Knobs {
  readonly seed?: number;
  readonly limit?: number;
  readonly otherwise?: number;
  readonly rounds?: string;
  readonly bundle?: string;
  readonly concurrency?: number | null;
}

/** split → train each part → judge in a called pipeline if there are enough. */
function sample({ seed = 1, limit = 3, otherwise = 5, rounds = "rounds", bundle = "b", concurrency = null }: Knobs = {}): Document {
  const base = document(
    {
      split: component({ seed: NUMBER, [rounds]: NUMBER }, objectOf({ table: artifact("Dataset"), rows: NUMBER })),
      train: component({ table: artifact("Dataset"), part: NUMBER }, NUMBER),
      judge: component({ score: NUMBER }, NUMBER),
      other: component({ n: NUMBER }, NUMBER),
    },
    {
      main: pipeline(
        region(
          [
            task("split", "split", { seed: literal(seed), [rounds]: ref("input", "rounds") }),
            task("other", "other", { n: literal(1) }),
            forEach(
              "each",
              literal([1, 2]),
              region([task("train", "train", { table: ref("split", "table"), part: ref("part") })], { value: ref("train") }),
              { itemType: NUMBER, item: "part", concurrency, collect: field(NUMBER) },
            ),
            branch(
              "if",
              compare(ref("split", "rows"), ">", literal(limit)),
              region([call("verdict", "sub", { score: ref("each", 0) })]),
              region([]),
            ),
          ],
          { value: ref("each") },
        ),
        { inputs: { rounds: { type: NUMBER, default: otherwise } }, output: field({ kind: "array", items: NUMBER }) },
      ),
      sub: pipeline(region([task("judge", "judge", { score: ref("input", "score") })]), { inputs: { score: { type: NUMBER } } }),
    },
  );
  const { train } = base.components;
  if (train === undefined) throw new TypeError("no train");
  return {
    ...base,
    components: {
      ...base.components,
      train: { ...train, implementation: { kind: "typescript", bundle: bundle.repeat(64), export: "run" } },
    },
  };
}

const words = (before: Document, after: Document): readonly string[] => diffDocuments(before, after).flatMap(printChange);

describe("diffDocuments", () => {
  it("says nothing of documents that differ in places only", () => {
    const moved: Document = JSON.parse(JSON.stringify(sample()).replaceAll('"start":[1,1]', '"start":[7,1]'));
    expect(moved).not.toEqual(sample());
    expect(words(sample(), moved)).toEqual([]);
  });

  it("names steps, inputs, conditions and defaults in the words of the program", () => {
    expect(words(sample(), sample({ seed: 2, limit: 4, otherwise: 6, concurrency: 2 }))).toEqual([
      "main: parameter rounds: default is 6, was 5",
      "main: step split: input.seed is 2, was 1",
      "main: step each: concurrency is 2, was null",
      "main: step if: condition is split.rows > 4, was split.rows > 3",
    ]);
  });

  it("names code that changed, and a field that came and one that went", () => {
    expect(words(sample(), sample({ bundle: "c", rounds: "turns" }))).toEqual([
      "component split: input.rounds is gone, was rounds: number",
      "component split: input.turns is new: turns: number",
      "component train: code changed",
      "main: step split: input.rounds is gone, was input.rounds",
      "main: step split: input.turns is new: input.rounds",
    ]);
  });

  it("names what is new, what is gone, and what moved", () => {
    const before = sample();
    const { main, sub } = before.pipelines;
    if (main === undefined || sub === undefined) throw new TypeError("no main");
    const [split, other, each, choice] = main.body.nodes;
    if (split === undefined || other === undefined || each?.kind !== "forEach" || choice === undefined) throw new TypeError("no nodes");
    const moved: Document = {
      ...before,
      components: { ...before.components, more: component({}) },
      pipelines: {
        main: {
          ...main,
          body: {
            ...main.body,
            nodes: [split, { ...each, body: { ...each.body, nodes: [...each.body.nodes, other] } }, task("more", "more", {})],
          },
        },
      },
      entry: "main",
    };
    expect(words(before, moved)).toEqual([
      "component more is new",
      "pipeline sub is gone",
      "main: step other: place is body of each, was body",
      "main: step if is gone",
      "main: step verdict is gone",
      "main: step more is new: more()",
    ]);
  });

  it("names a result that is made otherwise", () => {
    const before = sample();
    const { main } = before.pipelines;
    if (main === undefined) throw new TypeError("no main");
    const after: Document = {
      ...before,
      pipelines: { ...before.pipelines, main: { ...main, body: { ...main.body, results: { value: literal([]) } } } },
    };
    expect(words(before, after)).toEqual(["main: results value: value is [], was each"]);
  });
});

describe("rerunsAfter", () => {
  const reruns = (knobs: Knobs): readonly string[] =>
    rerunsAfter(sample(), sample(knobs)).map(
      ({ step, certain, changes, reads }) => `${step}${certain ? "!" : "?"} ${[...changes, ...reads].join(", ")}`,
    );

  it("finds nothing where nothing changed", () => {
    expect(reruns({})).toEqual([]);
  });

  it("follows what a changed step gives through a fan-out and into a called pipeline, and spares what does not read it", () => {
    expect(reruns({ seed: 2 })).toEqual(["split! its inputs are computed otherwise", "train? split", "judge? input.score"]);
  });

  it("follows changed code and changed defaults", () => {
    expect(reruns({ bundle: "c" })).toEqual(["train! its code changed", "judge? input.score"]);
    expect(reruns({ otherwise: 6 })).toEqual(["split? input.rounds", "train? split", "judge? input.score"]);
  });

  it("knows that a limit on parallel items changes no result", () => {
    expect(reruns({ concurrency: 2 })).toEqual([]);
  });
});
