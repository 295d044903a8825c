import { verify, type Document } from "@dagwright/ir";
import {
  component,
  document,
  forEach,
  glue,
  literal,
  NUMBER,
  objectOf,
  optional,
  pipeline,
  ref,
  region,
  STRING,
  task,
  template,
  yields,
} from "@dagwright/ir/testing";
import type { Value } from "@dagwright/protocol";
import { describe, expect, it } from "vitest";
import { code, container, taskOf, templateOf } from "../../test/lowering.ts";
import { lowerToWorkflow } from "./lower.ts";
import { referenceProblems } from "./well-formed.ts";

const SIZE = objectOf({ count: NUMBER, name: STRING, much: optional(STRING) });
const components = {
  size: component({}, SIZE),
  say: component({ x: NUMBER }, STRING, { memory: "1Gi", retries: { limit: 1, on: "failure" }, timeoutSeconds: 5 }),
  train: container({ x: NUMBER }, objectOf({ y: NUMBER }), [{ kind: "input", field: "x" }], { env: { A: { kind: "text", text: "a" } } }),
};

function soundly(of: Document) {
  expect(verify(of)).toEqual([]);
  const { workflow, diagnostics } = lowerToWorkflow(of, code, {});
  expect(diagnostics).toEqual([]);
  expect(referenceProblems(workflow)).toEqual([]);
  return workflow;
}

function lowered(name: "say" | "train", options: Readonly<Record<string, Value>>) {
  const workflow = soundly(
    document(components, { main: pipeline(region([task("size", "size"), task("one", name, { x: literal(1) }, { options })])) }),
  );
  const passed = taskOf(workflow, "main", "one").arguments?.parameters ?? [];
  return { workflow, pod: templateOf(workflow, name), argument: (wanted: string) => passed.find((one) => one.name === wanted)?.value };
}

describe("options that the run decides", () => {
  it("are amounts of a pod patch, which Argo fills in, as a quantity takes no tag", () => {
    const { pod, argument } = lowered("train", {
      cpu: ref("size", "count"),
      memory: template(ref("size", "count"), literal("Gi")),
      gpu: literal(2),
    });
    expect(argument("option_cpu")).toBe("{{tasks.size.outputs.parameters.count}}");
    expect(argument("option_memory")).toContain(`'Gi'`);
    expect(argument("option_gpu")).toBe("{{= '2' }}");
    const filled = (pod.podSpecPatch ?? "")
      .replaceAll("{{inputs.parameters.option_cpu}}", "2")
      .replaceAll("{{inputs.parameters.option_memory}}", '"8Gi"')
      .replaceAll("{{inputs.parameters.option_gpu}}", "2");
    const amounts = { cpu: 2, memory: "8Gi", "nvidia.com/gpu": 2 };
    expect(JSON.parse(filled)).toEqual({ containers: [{ name: "main", resources: { requests: amounts, limits: amounts } }] });
  });

  it("are the constant ones where they turn out absent, and none where there is none", () => {
    const { argument } = lowered("say", { memory: ref("size", "much"), timeout: ref("size", "much") });
    expect(argument("option_memory")).toContain(`'"1Gi"'`);
    expect(argument("option_timeout")).toContain(`'"5s"'`);
    const { argument: of } = lowered("train", { memory: ref("size", "much"), timeout: ref("size", "much") });
    expect(of("option_memory")).toContain("'null'");
    expect(of("option_deadline")).toContain("'315360000'");
  });

  it("are variables: of one text that the wrapper reads, or as a foreign container gets them", () => {
    const own = lowered("say", { "env.NAME": ref("size", "name"), "env.B": literal("{{x}} $") });
    expect(own.argument("option_env")).toContain('"NAME":');
    expect(own.pod.container?.env).toContainEqual({ name: "DAGWRIGHT_ENV", value: "{{inputs.parameters.option_env}}" });
    const foreign = lowered("train", { "env.A": ref("size", "name") });
    expect(foreign.pod.container?.env?.filter(({ name }) => name === "A")).toEqual([
      { name: "A", value: "{{= replace(string(fromJSON(inputs.parameters.option_env_A)), '$', '$' + '$') }}" },
    ]);
  });

  it("are the limit of retries, the deadline of the pod and labels", () => {
    const { pod, argument } = lowered("say", { retries: ref("size", "count"), timeout: literal("2m"), "labels.team": ref("size", "name") });
    expect(pod.retryStrategy).toEqual({ limit: "{{inputs.parameters.option_retries}}", retryPolicy: "OnFailure" });
    expect(pod.container?.env).toContainEqual({ name: "DAGWRIGHT_RETRIES", value: "{{retries}}" });
    expect(pod.activeDeadlineSeconds).toBe("{{inputs.parameters.option_deadline}}");
    expect(pod.container?.env).toContainEqual({ name: "DAGWRIGHT_TIMEOUT", value: "{{inputs.parameters.option_timeout}}" });
    expect(argument("option_timeout")).toBe(`{{= '"2m"' }}`);
    expect(pod.metadata?.labels).toEqual({ team: "{{= string(fromJSON(inputs.parameters.option_labels_team)) }}" });
  });

  it("are made by a pod of their own where only TypeScript can, and read from items", () => {
    const upper = glue(
      "({ name }) => name.toUpperCase()",
      STRING,
      { name: { value: ref("size", "name"), type: STRING } },
      { place: "step" },
    );
    const { workflow } = lowered("train", { "labels.team": upper });
    expect(taskOf(workflow, "main", "one").depends).toContain("one-labels-team");
    const each = soundly(
      document(components, {
        main: pipeline(
          yields(
            ref("each"),
            forEach(
              "each",
              ref("input", "sizes"),
              yields(ref("one"), task("one", "say", { x: ref("item") }, { options: { retries: ref("item") } })),
              {
                item: "item",
                itemType: NUMBER,
                collect: STRING,
              },
            ),
          ),
          { inputs: { sizes: { type: { kind: "array", items: NUMBER } } }, output: { kind: "array", items: STRING } },
        ),
      }),
    );
    expect(templateOf(each, "say").retryStrategy?.limit).toBe("{{inputs.parameters.option_retries}}");
  });

  it("let a foreign container tell how often it was tried again", () => {
    const { pod, workflow } = lowered("train", { retries: ref("size", "count") });
    expect(pod.outputs?.parameters).toContainEqual({
      name: "retries-made",
      valueFrom: { path: "/tmp/dagwright/out/retries-made", default: "{{retries}}" },
    });
    expect(JSON.stringify(workflow)).not.toContain("999999999");
  });
});

describe("a constant variable that holds a template", () => {
  it("is set by the wrapper, so that Argo does not fill it in", () => {
    const env = { A: { kind: "text", text: "{{workflow.name}}" }, B: { kind: "text", text: "b" } } as const;
    const main = pipeline(yields(ref("t"), task("t", "say", { x: literal(1) })), { output: STRING });
    const workflow = soundly(document({ say: component({ x: NUMBER }, STRING, { env }) }, { main }));
    const variables = templateOf(workflow, "say").container?.env ?? [];
    expect(variables.map(({ name }) => name)).not.toContain("A");
    expect(variables).toContainEqual({ name: "B", value: "b" });
    expect(variables).toContainEqual({ name: "DAGWRIGHT_ENV", value: "{{inputs.parameters.option_env}}" });
    expect(JSON.stringify(taskOf(workflow, "main", "t").arguments)).not.toContain("{{workflow.name}}");
  });
});
