import type { Value } from "@dagwright/protocol";
import { describe, expect, it } from "vitest";
import type { Component, Implementation } from "../model.ts";
import { artifact, component, document, pipeline, ref, region, STRING } from "../testing/build.ts";
import { killers } from "../testing/killers.ts";

const shaped = (base: Component, implementation: Implementation) =>
  document({ c: { ...base, implementation } }, { main: pipeline(region([])) });

describe("implementation-shape", () => {
  it("wants of an importer a uri and one artifact of its kind", () => {
    const importer = { kind: "importer", artifact: "Model" } as const;
    expect(killers(shaped(component({ uri: STRING }, artifact("Model")), importer))).toEqual({});
    expect(killers(shaped(component({ uri: STRING }, artifact("Dataset")), importer))).toEqual({
      implementationShape: ["`c` imports a `Model`, but gives a `Dataset`"],
    });
    expect(killers(shaped(component({ url: STRING }, artifact("Model")), importer))).toEqual({
      implementationShape: ["`c` is an importer, so its only input is `uri: string`"],
    });
  });

  it("wants of a manifest that it reads the component's own inputs", () => {
    const manifest = (value: Value) =>
      shaped(component({ name: STRING }), { kind: "kubernetesResource", action: "apply", manifest: value });
    expect(killers(manifest({ kind: "record", fields: { name: ref("input", "name") } }))).toEqual({});
    expect(Object.keys(killers(manifest(ref("input", "nmae"))))).toEqual(["implementationShape"]);
    expect(Object.keys(killers(manifest(ref("train"))))).toEqual(["implementationShape"]);
  });
});
