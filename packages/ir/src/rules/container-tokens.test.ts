import { describe, expect, it } from "vitest";
import type { ContainerToken } from "../model.ts";
import { artifact, component, document, NUMBER, objectOf, optional, pipeline, region, STRING } from "../testing/build.ts";
import { killers } from "../testing/killers.ts";

const withArgs = (...args: readonly ContainerToken[]) => {
  const base = component({ data: artifact("Dataset"), seed: NUMBER, note: optional(STRING) }, objectOf({ model: artifact("Model") }));
  const implementation = { kind: "container", image: "train:1", command: [{ kind: "text", text: "train" }], args } as const;
  return document({ train: { ...base, implementation } }, { main: pipeline(region([])) });
};
const token = (kind: "input" | "inputPath" | "inputUri" | "outputPath", name: string): ContainerToken => ({ kind, field: name });

describe("container-tokens", () => {
  it("takes paths of artifacts and outputs, text of the rest, and optional ones behind a question", () => {
    const good = withArgs(
      token("inputPath", "data"),
      token("input", "seed"),
      { kind: "concat", parts: [{ kind: "text", text: "--out=" }, token("outputPath", "model")] },
      { kind: "whenPresent", field: "note", then: [token("input", "note")], else: [] },
    );
    expect(killers(good)).toEqual({});
  });

  it.each([
    [token("input", "sede"), "names an input `sede` that is not there; did you mean seed?"],
    [token("outputPath", "modle"), "names an output `modle` that is not there; did you mean model?"],
    [token("input", "data"), "writes `data` as text, but it is an artifact: name its path"],
    [token("inputPath", "seed"), "asks for the path of `seed`, which is no artifact"],
    [token("inputUri", "seed"), "asks for the uri of `seed`, which is no artifact"],
    [token("input", "note"), "uses `note` without asking whether it is present"],
    [{ kind: "whenPresent", field: "seed", then: [], else: [] } as const, "asks whether `seed` is present, which it always is"],
    [
      { kind: "whenPresent", field: "note", then: [], else: [token("input", "note")] } as const,
      "uses `note` without asking whether it is present",
    ],
  ])("refuses %j", (bad, message) => {
    expect(killers(withArgs(bad))).toEqual({ containerTokens: [`the command of \`train\` ${message}`] });
  });

  it("wants an object as the output", () => {
    const base = component({}, NUMBER);
    const implementation = { kind: "container", image: "x", command: [], args: [] } as const;
    expect(Object.keys(killers(document({ c: { ...base, implementation } }, { main: pipeline(region([])) })))).toEqual(["containerTokens"]);
  });
});
