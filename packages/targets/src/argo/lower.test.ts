import { randomBytes } from "node:crypto";
import { verify, type Component, type Document, type Node } from "@dagwright/ir";
import {
  arbitraryDocument,
  attempt,
  compare,
  component,
  document,
  fail,
  glue,
  literal,
  loop,
  NUMBER,
  objectOf,
  optional,
  pipeline,
  ref,
  region,
  rethrow,
  STRING,
  task,
  yields,
} from "@dagwright/ir/testing";
import type { Value } from "@dagwright/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { code, container, taskOf, templateOf } from "../../test/lowering.ts";
import { argo, lowerToWorkflow } from "./lower.ts";
import type { ArgoOptions } from "./options.ts";
import { referenceProblems } from "./well-formed.ts";

it("reads nothing that is not there, whatever the program", () => {
  fc.assert(
    fc.property(arbitraryDocument, (program) => {
      const { workflow } = lowerToWorkflow(program, code, {});
      expect(referenceProblems(workflow)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

it("gives the same bytes each time, and YAML 1.1 that reads as what was meant", () => {
  fc.assert(
    fc.property(arbitraryDocument, (program) => {
      const [first] = argo.lower(program, code, {}).files;
      expect(argo.lower(program, code, {}).files[0]).toEqual(first);
      expect(parse(first?.text ?? "", { version: "1.1" })).toEqual(JSON.parse(JSON.stringify(lowerToWorkflow(program, code, {}).workflow)));
    }),
    { numRuns: 40 },
  );
});

const note = component({ text: optional(STRING) }, STRING);
const noting = document(
  { note },
  { churnReport: pipeline(yields(ref("said"), task("said", "note", { text: literal("x") })), { output: STRING }) },
);

function soundly(of: Document, options: Partial<ArgoOptions> = {}) {
  expect(verify(of)).toEqual([]);
  const { workflow, diagnostics } = lowerToWorkflow(of, code, options);
  expect(diagnostics).toEqual([]);
  expect(referenceProblems(workflow)).toEqual([]);
  return workflow;
}

describe("the workflow", () => {
  it("is called after the pipeline, or as it is told, and each run of it by a name of its own", () => {
    expect(soundly(noting).metadata).toEqual({ generateName: "churn-report-", labels: { "dagwright.dev/pipeline": "churn-report" } });
    expect(soundly(noting, { name: "nightly" }).metadata.generateName).toBe("nightly-");
  });

  it("as a WorkflowTemplate has one name, and the same spec", () => {
    const { kind, metadata, spec } = soundly(noting, { kind: "WorkflowTemplate" });
    expect({ kind, metadata }).toEqual({
      kind: "WorkflowTemplate",
      metadata: { name: "churn-report", labels: { "dagwright.dev/pipeline": "churn-report" } },
    });
    expect(spec).toEqual(soundly(noting).spec);
    expect(argo.lower(noting, code, { kind: "WorkflowTemplate" }).files[0]?.name).toBe("churn-report.argo.yaml");
  });

  it("names a namespace only where it is told one", () => {
    expect(soundly(noting, { namespace: "ml" }).metadata.namespace).toBe("ml");
    expect(soundly(noting).metadata).not.toHaveProperty("namespace");
  });

  it("runs TypeScript steps in the image of the component, else of the environment", () => {
    const own = document({ note: { ...note, config: { image: "own" } } }, noting.pipelines);
    const imageOf = (of: Document, options: Partial<ArgoOptions> = {}) => templateOf(soundly(of, options), "note").container?.image;
    expect([imageOf(noting), imageOf(noting, { image: "node:25" }), imageOf(own, { image: "node:25" })]).toEqual([
      "node:24-slim",
      "node:25",
      "own",
    ]);
  });

  it("schedules nothing: when a pipeline runs is not in the IR", () => {
    expect(
      argo
        .lower(noting, code, {})
        .files.map(({ text }) => text)
        .join(""),
    ).not.toMatch(/cron|schedule/iu);
  });

  it("takes the pipeline's inputs as JSON: a default, nothing for an optional one, no value for what must be given", () => {
    const of = document(
      {},
      {
        main: pipeline(yields(ref("input", "given")), {
          inputs: { given: { type: STRING }, usual: { type: objectOf({ a: STRING }), default: { a: "{{x}} $" } }, maybe: optional(NUMBER) },
          output: STRING,
        }),
      },
    );
    expect(soundly(of).spec.arguments.parameters).toEqual([
      { name: "given" },
      { name: "usual", value: String.raw`{"a":"{\u007bx}} \u0024"}` },
      { name: "maybe", value: "" },
    ]);
  });

  it("takes inputs whose names Argo refuses, or that are called like a piece of our code", () => {
    const inputs = { größe: { type: STRING, default: "a" }, wrapper: { type: STRING, default: "b" } };
    const said = task("said", "note", { text: ref("input", "größe") });
    const of = document({ note }, { main: pipeline(yields(ref("input", "wrapper"), said), { inputs, output: STRING }) });
    const workflow = soundly(of);
    expect(taskOf(workflow, "main", "said").arguments?.parameters).toEqual([{ name: "text", value: "{{inputs.parameters.gr_e}}" }]);
    expect(templateOf(workflow, "main").outputs?.parameters?.[0]?.valueFrom).toEqual({ expression: "inputs.parameters['wrapper']" });
    expect(templateOf(workflow, "main").inputs?.parameters).toEqual([{ name: "gr_e" }, { name: "wrapper" }]);
    expect(workflow.spec.arguments.parameters.map(({ name }) => name).slice(0, 2)).toEqual(["gr_e", "wrapper"]);
  });
});

it("gives what it knows of the run, which Argo does not know in the outputs of a template", () => {
  const main = pipeline(yields({ kind: "record", fields: { id: ref("run", "id"), run_id: ref("input", "run_id") } }), {
    inputs: { run_id: { type: STRING } },
    output: objectOf({ id: STRING, run_id: STRING }),
  });
  const template = templateOf(soundly(document({}, { main })), "main");
  expect(template.inputs?.parameters).toEqual([{ name: "run_id" }, { name: "run_id_2", value: '"{{workflow.uid}}"' }]);
  expect(JSON.stringify(template.outputs)).not.toContain("workflow.");
});

describe("throw", () => {
  const catching = (...nodes: readonly Node[]): Document =>
    document({ note }, { main: pipeline(region([attempt("t", region([task("work", "note", {})]), { catch: region([...nodes]) })])) });
  const given = (of: Document): readonly unknown[] => {
    const workflow = soundly(of);
    const pod = templateOf(workflow, taskOf(workflow, "main-t-catch", "again").template);
    const spec: unknown = JSON.parse(String(pod.container?.env?.find(({ name }) => name === "DAGWRIGHT_STEP")?.value));
    return [taskOf(workflow, "main-t-catch", "again").arguments?.parameters, spec];
  };

  it("of a caught error hands the whole failure to a pod that fails with it", () => {
    const [parameters, spec] = given(catching(rethrow("again", ref("t-error"))));
    expect(parameters).toEqual([{ name: "cause", value: "{{inputs.parameters.t_error}}" }]);
    expect(spec).toMatchObject({ fails: true, step: "main", inputs: [{ name: "cause" }] });
  });

  it("of an error with a cause hands on both", () => {
    const [parameters, spec] = given(catching(fail("again", literal("gave up"), { cause: ref("t-error") })));
    expect(parameters).toEqual([
      { name: "message", value: '"gave up"' },
      { name: "cause", value: "{{inputs.parameters.t_error}}" },
    ]);
    expect(spec).toMatchObject({ fails: true, inputs: [{ name: "message" }, { name: "cause" }] });
  });
});

describe("onExit", () => {
  const cleaning = (clean: Component, text: Value): Document =>
    document(
      { note, clean },
      {
        main: pipeline(region([]), {
          inputs: { table: { type: STRING, default: "t" } },
          onExit: task("cleanUp", "clean", { text }),
        }),
      },
    );

  it("is a template that Argo runs at the end, and sees inputs and the run", () => {
    const seen = { kind: "template", parts: [ref("input", "table"), literal(" "), ref("run", "id")] } as const;
    const workflow = soundly(cleaning(note, seen));
    expect(workflow.spec.onExit).toBe("on-exit");
    const [program, ...lines] = taskOf(workflow, "on-exit", "cleanUp").arguments?.parameters[0]?.value.split("\n") ?? [];
    expect(program).toMatch(/^=/u);
    expect(lines).toEqual(["{{workflow.parameters.table}}", '"{{workflow.uid}}"']);
  });

  it("waits for what has to be computed for a container of it", () => {
    const text = glue("x", STRING, { table: { value: ref("input", "table"), type: STRING } });
    const workflow = soundly(cleaning(container({ text: optional(STRING) }, undefined, []), text));
    expect(taskOf(workflow, "on-exit", "cleanUp").depends).toBe("clean-up-text");
  });

  it("is not there where the pipeline has none", () => {
    expect(soundly(noting).spec).not.toHaveProperty("onExit");
  });
});

describe("what Argo cannot take", () => {
  it("is refused (DW5003) where the workflow is larger than Kubernetes stores", () => {
    const large = randomBytes(900_000);
    const { diagnostics } = argo.lower(noting, { ...code, bundle: () => large }, {});
    expect(diagnostics.map((found) => found.message)).toEqual([
      expect.stringMatching(/^the workflow is 12\d{5} bytes, more than the 900000/u),
    ]);
    expect(argo.lower(noting, code, {}).diagnostics).toEqual([]);
  });
});

it("asks after a turn for what the turn has made, not for what it began with", () => {
  const state = objectOf({ left: NUMBER });
  const fewer = glue("export const glue = ({ from }) => ({ left: from.left - 1 });", state, {
    from: { value: ref("l-state", "now"), type: state },
  });
  const counting = document(
    { note },
    {
      main: pipeline(
        region([
          loop(
            "l",
            { now: { type: state, init: literal({ left: 3 }), next: fewer } },
            compare(ref("l-state", "now", "left"), ">", literal(0)),
            region([task("said", "note", { text: literal("x") })]),
          ),
        ]),
      ),
    },
  );
  const turn = templateOf(soundly(counting), "main-l-turn");
  const more = JSON.stringify(turn.outputs?.parameters?.find(({ name }) => name === "more"));
  expect(more).toContain("tasks[");
  expect(more).not.toContain("inputs.parameters.now");
});
