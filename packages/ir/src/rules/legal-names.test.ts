import { describe, expect, it } from "vitest";
import { component, document, objectOf, optional, pipeline, region, STRING, task } from "../testing/build.ts";
import { killers } from "../testing/killers.ts";

const named = (id: string, componentName = "note", env: Readonly<Record<string, { readonly kind: "text"; readonly text: string }>> = {}) =>
  document({ [componentName]: component({}, undefined, { env }) }, { main: pipeline(region([task(id, componentName)])) });

describe("legal-names", () => {
  it("takes JavaScript identifiers, dashes, and dots in the names of components", () => {
    expect(killers(named("größe-2", "Data.prepare", { HOME_2: { kind: "text", text: "x" } }))).toEqual({});
  });

  it("refuses ids that cannot stand in a path", () => {
    expect(killers(named("a.b"))).toEqual({
      legalNames: ["`a.b` cannot be the name of a node: an id may hold letters, digits, _ $ and -, and begins with no digit"],
    });
    expect(Object.keys(killers(named("{{x}}")))).toEqual(["legalNames"]);
    expect(Object.keys(killers(named("2nd")))).toEqual(["legalNames"]);
  });

  it("refuses component names that could be read as a template", () => {
    expect(Object.keys(killers(named("a", "{{workflow.name}}")))).toEqual(["legalNames"]);
  });

  it("refuses variables of the step contract", () => {
    expect(Object.keys(killers(named("a", "note", { DAGWRIGHT_OUT: { kind: "text", text: "x" } })))).toEqual(["legalNames"]);
    expect(Object.keys(killers(named("a", "note", { "A-B": { kind: "text", text: "x" } })))).toEqual(["legalNames"]);
  });

  it("refuses inputs and outputs that cannot be files", () => {
    expect(
      Object.keys(
        killers(document({ c: component({ "a/b": optional(STRING) }, objectOf({ "..": STRING })) }, { main: pipeline(region([])) })),
      ),
    ).toEqual(["legalNames"]);
  });
});
