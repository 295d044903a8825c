import type { Value } from "@dagwright/protocol";
import { describe, expect, it } from "vitest";
import {
  arrayOf,
  artifact,
  call,
  component,
  document,
  literal,
  NUMBER,
  objectOf,
  optional,
  pipeline,
  ref,
  region,
  STRING,
  task,
} from "../testing/build.ts";
import { killers } from "../testing/killers.ts";

const components = {
  make: component({}, objectOf({ score: NUMBER, model: artifact("Model"), tags: arrayOf(STRING) })),
  use: component({ x: optional(NUMBER), text: optional(STRING), need: NUMBER }),
};
const main = (args: Readonly<Record<string, Value>>) =>
  document(components, { main: pipeline(region([task("made", "make"), task("u", "use", args)])) });

describe("known-fields", () => {
  it("takes arguments and paths that exist", () => {
    expect(killers(main({ x: ref("made", "score"), text: ref("made", "tags", 0), need: ref("made", "tags", "length") }))).toEqual({});
  });

  it("refuses arguments that are not inputs", () => {
    expect(killers(main({ need: literal(1), txt: literal("a") }))).toEqual({
      knownFields: ["`use` has no input `txt`; did you mean text?"],
    });
  });

  it("refuses to leave out a required input", () => {
    expect(killers(main({}))).toEqual({ knownFields: ["the input `need` of `use` is missing: it is `number`"] });
  });

  it("refuses paths that lead nowhere", () => {
    expect(killers(main({ need: ref("made", "socre") }))).toEqual({
      knownFields: ["`made` has no `socre`: it is `{ score: number; model: Model; tags: string[] }`; did you mean score?"],
    });
    expect(killers(main({ need: ref("made", "score", "x") }))).toEqual({ knownFields: ["`made.score` has no `x`: it is `number`"] });
  });

  it("reads nothing but the metadata of an artifact", () => {
    expect(killers(main({ need: literal(1), text: { kind: "template", parts: [ref("made", "model", "metadata", "lr")] } }))).toEqual({});
    expect(killers(main({ need: literal(1), text: ref("made", "model", "digest") }))).toEqual({
      knownFields: ["`made.model` has no `digest`: it is `Model`"],
    });
  });

  it("knows which inputs of a called pipeline have a default", () => {
    const inner = pipeline(region([]), { inputs: { a: { type: NUMBER, default: 1 }, b: { type: NUMBER } } });
    const calling = (args: Readonly<Record<string, Value>>) => document({}, { main: pipeline(region([call("c", "inner", args)])), inner });
    expect(killers(calling({ b: literal(1) }))).toEqual({});
    expect(killers(calling({ a: literal(1) }))).toEqual({ knownFields: ["the input `b` of `inner` is missing: it is `number`"] });
  });
});
