import { describe, expect, it } from "vitest";
import type { DagTask, Parameter, Template, Workflow } from "./manifest.ts";
import { referenceProblems } from "./well-formed.ts";

const expression = (name: string, code: string): Parameter => ({ name, valueFrom: { expression: code } });
const argument = (name: string, value: string): NonNullable<DagTask["arguments"]> => ({ parameters: [{ name, value }] });

/** A sound workflow: `main` runs `a` and then `b`, which reads what `a` gives. */
const FIRST: DagTask = { name: "a", template: "step", arguments: argument("value", "{{workflow.parameters.n}}") };
const SECOND: DagTask = {
  name: "b",
  template: "step",
  depends: "a.Succeeded",
  arguments: argument("value", "{{tasks.a.outputs.parameters.out}}"),
};
const STEP: Template = {
  name: "step",
  inputs: { parameters: [{ name: "value" }, { name: "more", default: "" }] },
  outputs: { parameters: [{ name: "out", valueFrom: { path: "/out", default: "" } }] },
  container: { image: "node", args: ["{{inputs.parameters.value}}"] },
};
const mainWith = (tasks: readonly DagTask[], more: Omit<Partial<Template>, "dag"> & { readonly target?: string } = {}): Template => {
  const { target, ...rest } = more;
  return { name: "main", ...rest, dag: { failFast: false, ...(target === undefined ? {} : { target }), tasks } };
};
const workflowOf = (templates: readonly Template[], spec: Partial<Workflow["spec"]> = {}): Workflow => ({
  apiVersion: "argoproj.io/v1alpha1",
  kind: "Workflow",
  metadata: {},
  spec: { entrypoint: "main", arguments: { parameters: [{ name: "n", value: "1" }] }, templates, ...spec },
});
const problemsOf = (tasks: readonly DagTask[], more: Parameters<typeof mainWith>[1] = {}, step: Template = STEP): readonly string[] =>
  referenceProblems(workflowOf([mainWith(tasks, more), step]));

describe("referenceProblems", () => {
  it("finds nothing wrong with a sound workflow", () => {
    expect(
      problemsOf([FIRST, SECOND], { target: "b", outputs: { parameters: [expression("value", "tasks['b'].outputs.parameters.out")] } }),
    ).toEqual([]);
  });

  it("finds an entrypoint and an exit handler that are no templates", () => {
    expect(referenceProblems(workflowOf([STEP], { onExit: "clean" }))).toEqual([
      "no template is the entrypoint main",
      "no template is the exit handler clean",
    ]);
  });

  it("finds two things of one name", () => {
    const twins = {
      parameters: [
        { name: "x", default: "" },
        { name: "x", default: "" },
      ],
    };
    expect(referenceProblems(workflowOf([mainWith([FIRST]), STEP, { ...STEP }]))).toEqual(["two templates are called step"]);
    expect(referenceProblems(workflowOf([mainWith([FIRST]), STEP], { arguments: { parameters: [{ name: "n" }, { name: "n" }] } }))).toEqual(
      ["two of the workflow's parameters are called n"],
    );
    expect(problemsOf([FIRST, FIRST])).toEqual(["main: two of its tasks are called a"]);
    expect(problemsOf([FIRST], { inputs: twins, outputs: twins })).toEqual([
      "main: takes two parameters called x",
      "main: gives two parameters called x",
    ]);
  });

  it("finds a parameter of the template that it does not have", () => {
    expect(problemsOf([FIRST], {}, { ...STEP, container: { image: "node", args: ["{{inputs.parameters.lost}}"] } })).toEqual([
      "step: reads its parameter lost, which it does not have",
    ]);
    expect(problemsOf([{ ...FIRST, when: "{{= inputs.parameters.lost == 'true' }}" }])).toEqual([
      "main: reads its parameter lost, which it does not have",
    ]);
  });

  it("finds a parameter of the workflow that is not there, in a tag and in an expression", () => {
    expect(problemsOf([{ ...FIRST, arguments: argument("value", "{{workflow.parameters.lost}}") }])).toEqual([
      "main: reads the workflow's parameter lost, which is not there",
    ]);
    expect(problemsOf([{ ...FIRST, when: "{{= workflow.parameters['lost'] == 'true' }}" }])).toEqual([
      "main: reads the workflow's parameter lost, which is not there",
    ]);
  });

  it("finds an output that reads of the workflow, which Argo knows in arguments and conditions only", () => {
    const giving = (code: string): readonly string[] => problemsOf([FIRST], { outputs: { parameters: [expression("value", code)] } });
    expect(giving("workflow.parameters['n']")).toEqual(["main: its output value reads of the workflow, which Argo does not know there"]);
    expect(giving(String.raw`'"the workflow. it\'s workflow.uid"'`)).toEqual([]);
  });

  it("takes user text whose braces are escaped for no reference", () => {
    const text = String.raw`"{\u007binputs.parameters.x}} {\u007bworkflow.parameters.x}}"`;
    expect(problemsOf([{ ...FIRST, arguments: argument("value", text) }])).toEqual([]);
  });

  it("finds a task that calls no template", () => {
    expect(problemsOf([{ ...FIRST, template: "lost" }])).toEqual(["main: a calls lost, which is no template"]);
  });

  it("finds a parameter that a call leaves out, or that the called template does not take", () => {
    expect(problemsOf([{ name: "a", template: "step" }])).toEqual(["main: a does not give value of step"]);
    expect(
      problemsOf([{ ...FIRST, arguments: { parameters: [...(FIRST.arguments?.parameters ?? []), { name: "odd", value: "" }] } }]),
    ).toEqual(["main: a gives odd, which step does not take"]);
  });

  it("finds a dependency and a target that are no tasks", () => {
    expect(problemsOf([{ ...FIRST, depends: "lost.Succeeded" }])).toEqual(["main: a depends on lost, which is no task"]);
    expect(problemsOf([FIRST], { target: "a lost" })).toEqual(["main: has no task for its target lost"]);
  });

  it("finds an output that nobody gives, in an argument and in an output", () => {
    expect(problemsOf([FIRST, { ...SECOND, arguments: argument("value", "{{tasks.a.outputs.parameters.lost}}") }])).toEqual([
      "main: b reads a.lost, which is no output",
    ]);
    expect(problemsOf([FIRST], { outputs: { parameters: [expression("value", "tasks['a'].outputs.parameters.lost")] } })).toEqual([
      "main: its output value reads a.lost, which is no output",
    ]);
  });

  it("finds a read that may come when nothing is there, which Argo would wait for without end", () => {
    expect(problemsOf([FIRST, { ...SECOND, depends: "" }])).toEqual(["main: b reads a.out but waits for nothing"]);
    expect(problemsOf([FIRST, { ...SECOND, depends: "a" }])).toEqual([]);
    expect(
      problemsOf([
        { ...FIRST, when: "{{= true }}" },
        { ...SECOND, depends: "a" },
      ]),
    ).toContain("main: b reads a.out but waits for Succeeded Skipped");
    expect(problemsOf([FIRST, { ...SECOND, depends: "a.Succeeded || a.Failed" }])).toEqual([
      "main: b reads a.out but waits for Succeeded Failed",
    ]);
    expect(
      problemsOf([
        FIRST,
        { name: "b", template: "step", arguments: argument("value", "1"), withParam: "{{= tasks['a'].outputs.parameters.out }}" },
      ]),
    ).toEqual(["main: b reads a.out but waits for nothing"]);
  });

  it("lets a guarded read come after any outcome, but after one", () => {
    const guarded = { ...SECOND, arguments: argument("value", "{{= tasks['a'].outputs?.parameters?.out ?? '' }}") };
    expect(problemsOf([FIRST, { ...guarded, depends: "a.Succeeded || a.Failed || a.Omitted" }])).toEqual([]);
    expect(problemsOf([FIRST, { ...guarded, depends: "" }])).toEqual(["main: b reads a.out without waiting for it"]);
  });
});
