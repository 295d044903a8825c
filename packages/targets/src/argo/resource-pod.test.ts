import { verify, type Component, type Document } from "@dagwright/ir";
import {
  component,
  document,
  field,
  glue,
  literal,
  objectOf,
  optional,
  pipeline,
  recordOf,
  ref,
  region,
  STRING,
  task,
} from "@dagwright/ir/testing";
import type { Value } from "@dagwright/protocol";
import { describe, expect, it } from "vitest";
import { code, taskOf, templateOf } from "../../test/lowering.ts";
import { lowerToWorkflow } from "./lower.ts";
import { referenceProblems } from "./well-formed.ts";

const read = (...path: readonly string[]): Value => ({ kind: "ref", node: "input", path });
const MANIFEST = recordOf({ kind: literal("Job"), metadata: recordOf({ name: read("job", "name") }), image: read("image") });
const run: Component = {
  ...component({ job: objectOf({ name: STRING }), image: optional(STRING) }),
  implementation: {
    kind: "kubernetesResource",
    action: "create",
    manifest: MANIFEST,
    success: "status.succeeded > 0",
    failure: "status.failed > 3",
  },
};
const made = component({}, objectOf({ name: STRING }));

const calling = (job: Value, image: Value): Document =>
  document(
    { run, made },
    { main: pipeline(region([task("it", "made"), task("job", "run", { job, image })]), { inputs: { image: { type: STRING } } }) },
  );

function lowered(job: Value, image: Value = ref("input", "image")) {
  const of = calling(job, image);
  expect(verify(of)).toEqual([]);
  const { workflow, diagnostics } = lowerToWorkflow(of, code, {});
  expect([referenceProblems(workflow), diagnostics]).toEqual([[], []]);
  return workflow;
}
const manifestOf = (workflow: ReturnType<typeof lowered>): string | undefined =>
  taskOf(workflow, "main", "job").arguments?.parameters.find(({ name }) => name === "manifest")?.value;

describe("a Kubernetes resource", () => {
  it("is an object that Argo makes and waits for, whatever it is made of", () => {
    expect(templateOf(lowered(ref("it")), "run")).toEqual({
      name: "run",
      inputs: { parameters: [{ name: "manifest" }] },
      resource: {
        action: "create",
        manifest: "{{inputs.parameters.manifest}}",
        successCondition: "status.succeeded > 0",
        failureCondition: "status.failed > 3",
      },
    });
  });

  it("has its manifest filled in where it is called", () => {
    expect(manifestOf(lowered(ref("it")))).toBe(
      `{{= ('{' + '"kind":' + '"Job"' + ',"metadata":' + ('{' + '"name":' + tasks['it'].outputs.parameters.name + '}') + ',"image":' + inputs.parameters['image'] + '}') }}`,
    );
    const constant = lowered(literal({ name: "{{x}}" }), literal("a"));
    expect(manifestOf(constant)).toContain(String.raw`'"{\\u007bx}' + '}"'`);
  });

  it("leaves out what is absent", () => {
    expect(manifestOf(lowered(ref("it"), { kind: "absent" }))).not.toContain("image");
  });

  it("is made by a pod where only TypeScript can tell a part of it", () => {
    const named = glue("export const glue = ({ it }) => ({ name: it.name.toUpperCase() });", objectOf({ name: STRING }), {
      it: { value: ref("it"), type: objectOf({ name: STRING }) },
    });
    const workflow = lowered(named);
    expect(manifestOf(workflow)).toMatch(/^\{\{tasks\.job-manifest\.outputs\.parameters\.value\}\}$/u);
    expect(taskOf(workflow, "main", "job").depends).toContain("job-manifest");
  });

  it("is refused (DW5002) where a condition holds what Argo would read as a template", () => {
    const odd: Component = {
      ...run,
      implementation: { kind: "kubernetesResource", action: "get", manifest: recordOf({}), success: "status.phase == {{x}}" },
    };
    const { diagnostics } = lowerToWorkflow(document({ odd }, { main: pipeline(region([task("o", "odd")])) }), code, {});
    expect(diagnostics.map((found) => found.code)).toEqual(["DW5002"]);
  });
});

const bring: Component = {
  ...component({ uri: STRING }, field({ kind: "artifact", artifact: "Model" }).type),
  implementation: { kind: "importer", artifact: "Model" },
};

describe("an importer", () => {
  it("is a pod of ours, to which Argo brings what lies in the store", () => {
    const of = document(
      { bring },
      { main: pipeline(region([task("model", "bring", { uri: ref("input", "uri") })]), { inputs: { uri: { type: STRING } } }) },
    );
    expect(verify(of)).toEqual([]);
    const { workflow, diagnostics } = lowerToWorkflow(of, code, {});
    expect([referenceProblems(workflow), diagnostics]).toEqual([[], []]);
    const pod = templateOf(workflow, "bring");
    expect(pod.inputs?.artifacts).toMatchObject([{ optional: true, s3: { key: "{{inputs.parameters.uri_key}}" } }]);
    expect(pod.outputs?.artifacts).toMatchObject([{ name: "artifacts", optional: true }]);
    expect(taskOf(workflow, "main", "model").arguments?.parameters.map(({ name }) => name)).toEqual(["uri", "uri_key"]);
  });
});
