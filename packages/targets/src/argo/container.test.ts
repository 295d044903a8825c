import {
  absent,
  artifact,
  branch,
  component,
  document,
  field,
  literal,
  NUMBER,
  objectOf,
  optional,
  pipeline,
  recordOf,
  ref,
  region,
  STRING,
  task,
  yields,
} from "@dagwright/ir/testing";
import { verify, type Component, type ContainerToken, type Document, type PipelineInput, type Region } from "@dagwright/ir";
import type { Field, Type, Value } from "@dagwright/protocol";
import { describe, expect, it } from "vitest";
import { code, container, taskOf, templateOf } from "../../test/lowering.ts";
import { lowerToWorkflow } from "./lower.ts";
import type { Template } from "./manifest.ts";
import { referenceProblems } from "./well-formed.ts";

const MODEL = artifact("Model");
const text = (of: string): ContainerToken => ({ kind: "text", text: of });
const input = (name: string): ContainerToken => ({ kind: "input", field: name });
const concat = (...parts: readonly ContainerToken[]): ContainerToken => ({ kind: "concat", parts });

const INPUT = { s: STRING, count: NUMBER, data: MODEL, maybe: optional(STRING) };
const OUTPUT = objectOf({ loss: NUMBER, note: STRING, model: MODEL });

const QUICK: Readonly<Record<string, PipelineInput>> = { quick: { type: { kind: "boolean" }, default: true } };
const documentOf = (train: Component, body: Region, components: Readonly<Record<string, Component>> = {}): Document =>
  document({ train, make: component({}, MODEL), ...components }, { main: pipeline(body, { inputs: QUICK, output: optional(STRING) }) });

/** Lowers a document that `verify` accepts to a workflow in which every reference is sound. */
function lowerSoundly(of: Document) {
  expect(verify(of)).toEqual([]);
  const lowering = lowerToWorkflow(of, code, {});
  expect(referenceProblems(lowering.workflow)).toEqual([]);
  return lowering;
}

function lowered(train: Component, args: Readonly<Record<string, Value>> = { s: literal("x"), count: literal(1), data: ref("made") }) {
  const { workflow, diagnostics } = lowerSoundly(documentOf(train, region([task("made", "make"), task("trained", "train", args)])));
  return { workflow, diagnostics: diagnostics.map(({ code: name, message }) => `${name} ${message}`), pod: templateOf(workflow, "train") };
}
const commandOf = (...args: readonly ContainerToken[]): readonly string[] =>
  lowered(container(INPUT, OUTPUT, args)).pod.container?.args ?? [];
const refusals = (args: readonly ContainerToken[], given?: Readonly<Record<string, Value>>): readonly string[] =>
  lowered(container(INPUT, OUTPUT, args), given).diagnostics;
const outputsOf = (pod: Template): readonly (string | undefined)[] => pod.outputs?.parameters?.map(({ name }) => name) ?? [];

describe("a foreign container's command", () => {
  it("is its own, with nothing of ours around it", () => {
    const { pod } = lowered(container(INPUT, OUTPUT, [text("--fast")]));
    expect(pod.container).toMatchObject({ image: "ghcr.io/acme/train", command: ["train"], args: ["--fast"] });
    expect(pod.container?.env?.map(({ name }) => name)).toEqual(["TZ", "LANG"]);
  });

  it("gets text inputs raw, with `$` doubled so that Kubernetes expands nothing, and all else as JSON", () => {
    expect(commandOf(input("s"), input("count"))).toEqual([
      "{{= replace(string(fromJSON(inputs.parameters.s)), '$', '$' + '$') }}",
      "{{inputs.parameters.count}}",
    ]);
  });

  it("keeps its own `$` signs", () => {
    expect(commandOf(text("$(HOME) $$ $"))).toEqual(["$$(HOME) $$$$ $$"]);
  });

  it("gets paths of files, and the key of an artifact as its address", () => {
    expect(
      commandOf(
        { kind: "inputPath", field: "data" },
        { kind: "inputUri", field: "data" },
        { kind: "outputPath", field: "loss" },
        { kind: "outputPath", field: "model" },
      ),
    ).toEqual([
      "/tmp/dagwright/in/data",
      "{{= fromJSON(inputs.parameters.data).key }}",
      "/tmp/dagwright/out/loss",
      "/tmp/dagwright/artifacts/model",
    ]);
  });

  it("joins parts to one argument", () => {
    expect(commandOf(concat(text("--count="), input("count"), text("!")))).toEqual(["--count={{inputs.parameters.count}}!"]);
  });

  it("asks whether an input is present while it is lowered", () => {
    const token: ContainerToken = { kind: "whenPresent", field: "maybe", then: [text("--maybe"), input("maybe")], else: [text("--none")] };
    const argsWith = (maybe: Value | undefined) => {
      const given = { s: literal("x"), count: literal(1), data: ref("made"), ...(maybe === undefined ? {} : { maybe }) };
      return lowered(container(INPUT, OUTPUT, [token]), given).pod.container?.args;
    };
    expect(argsWith(undefined)).toEqual(["--none"]);
    expect(argsWith(absent)).toEqual(["--none"]);
    expect(argsWith(literal("x"))).toEqual(["--maybe", "{{= replace(string(fromJSON(inputs.parameters.maybe)), '$', '$' + '$') }}"]);
  });

  it("is refused (DW5004) where only the run knows whether an input is present", () => {
    const token: ContainerToken = { kind: "whenPresent", field: "maybe", then: [], else: [] };
    const chosen: Value = { kind: "conditional", test: literal(true), then: literal("x"), else: absent };
    expect(refusals([token], { s: literal("x"), count: literal(1), data: ref("made"), maybe: chosen })).toEqual([
      "DW5004 whether `maybe` of `train` is there is only known while the workflow runs, and Argo cannot leave out a container's argument then",
    ]);
  });

  it("is refused (DW5002) where Argo would read a template in it, also one that only joined parts make", () => {
    const refusal = (token: string): string =>
      `DW5002 the container's argument \`${token}\` holds \`{{\`, which Argo would read as a template`;
    expect(refusals([text("{{x}}")])).toEqual([refusal("{{x}}")]);
    expect(refusals([concat(text("{"), text("{x"))])).toEqual([refusal("{{x")]);
    expect(refusals([concat(text('{"n":{'), input("count"))])).toEqual([refusal('{"n":{{{inputs.parameters.count}}')]);
    expect(refusals([concat(text("{"), text(" {"), text("}}"))])).toEqual([]);
  });

  it("is refused (DW5005) where a variable of its holds a template", () => {
    const { diagnostics } = lowered(
      container(INPUT, OUTPUT, [], { env: { A: { kind: "text", text: "{{x}}" }, B: { kind: "text", text: "$x" } } }),
    );
    expect(diagnostics).toEqual(["DW5005 the variable `A` of `train` holds `{{`, which Argo would read as a template"]);
  });
});

describe("a foreign container's inputs", () => {
  const chosen = (first: string, second: string): Value => ({
    kind: "conditional",
    test: ref("input", "quick"),
    then: ref(first),
    else: ref(second),
  });

  it("come as files under the key of their handle", () => {
    const { workflow, pod } = lowered(container(INPUT, OUTPUT, []));
    expect(pod.inputs?.artifacts).toEqual([
      {
        name: "data_key",
        path: "/tmp/dagwright/in/data",
        optional: true,
        archive: { none: {} },
        s3: { key: "{{inputs.parameters.data_key}}" },
      },
    ]);
    expect(taskOf(workflow, "main", "trained").arguments?.parameters.find(({ name }) => name === "data_key")?.value).toContain("?.key");
  });

  it("are one file at one path, though which artifact it is turns out only while the workflow runs", () => {
    const train = container({ data: MODEL }, undefined, [{ kind: "inputPath", field: "data" }]);
    const body = region([task("a", "make"), task("b", "make"), task("trained", "train", { data: chosen("a", "b") })]);
    const { workflow } = lowerSoundly(documentOf(train, body));
    expect(templateOf(workflow, "train").inputs?.artifacts?.map(({ path }) => path)).toEqual(["/tmp/dagwright/in/data"]);
  });

  it("stay apart though their names differ only in what a parameter cannot hold", () => {
    const odd = container({ "a-b": MODEL, a_b: MODEL }, undefined, [
      { kind: "inputPath", field: "a-b" },
      { kind: "inputPath", field: "a_b" },
    ]);
    const { pod } = lowered(odd, { "a-b": ref("made"), a_b: ref("made") });
    expect(new Set(pod.container?.args).size).toBe(2);
    expect(pod.inputs?.artifacts?.map(({ path }) => path)).toEqual(pod.container?.args);
  });
});

describe("a foreign container's outputs", () => {
  it("all have a default, because one missing file would lose them all", () => {
    const { pod } = lowered(container(INPUT, OUTPUT, []));
    expect(outputsOf(pod)).toEqual(["loss", "note", "model"]);
    for (const { valueFrom } of pod.outputs?.parameters ?? []) expect(valueFrom).toHaveProperty("default");
  });

  it("tell their artifact's handle by the default of a file that nobody writes", () => {
    const { pod } = lowered(container(INPUT, OUTPUT, []));
    const handle = pod.outputs?.parameters?.find(({ name }) => name === "model")?.valueFrom;
    expect(handle).toMatchObject({
      default: String.raw`{"\u0024artifact":"Model","key":"{{workflow.uid}}/train/{{pod.name}}/model","metadata":{}}`,
    });
    expect(pod.outputs?.artifacts).toEqual([
      {
        name: "model",
        path: "/tmp/dagwright/artifacts/model",
        optional: false,
        archive: { none: {} },
        s3: { key: "{{workflow.uid}}/train/{{pod.name}}/model" },
      },
    ]);
  });

  it("never take the name under which failures are read, and stay apart from each other", () => {
    const odd = container({}, objectOf({ error: STRING, "a-b": NUMBER, a_b: NUMBER }), [
      { kind: "outputPath", field: "error" },
      { kind: "outputPath", field: "a-b" },
      { kind: "outputPath", field: "a_b" },
    ]);
    const { pod } = lowered(odd, {});
    expect(outputsOf(pod)).toEqual(["error_2", "a_b", "a_b_2"]);
    expect(pod.container?.args).toEqual(["/tmp/dagwright/out/error_2", "/tmp/dagwright/out/a_b", "/tmp/dagwright/out/a_b_2"]);
  });

  const TRAIN = container({}, OUTPUT, []);
  const readAs = (value: Value, type: Type | Field, train: Component = TRAIN) => {
    const of = documentOf(train, region([task("trained", "train"), task("after", "use", { x: value })]), { use: component({ x: type }) });
    const { workflow } = lowerSoundly(of);
    return taskOf(workflow, "main", "after").arguments?.parameters[0]?.value;
  };

  it("are raw text where they are texts, and JSON else", () => {
    expect(readAs(ref("trained", "note"), STRING)).toContain("toJson(tasks['trained'].outputs.parameters.note)");
    expect(readAs(ref("trained", "loss"), NUMBER)).toBe("{{tasks.trained.outputs.parameters.loss}}");
  });

  it("are JSON where they are one of a few numbers", () => {
    const size: Type = { kind: "literal", values: [1, 2] };
    expect(readAs(ref("trained", "size"), size, container({}, objectOf({ size }), []))).toBe("{{tasks.trained.outputs.parameters.size}}");
  });

  it("are put together where somebody reads them as a whole", () => {
    expect(readAs(ref("trained"), OUTPUT)).toMatch(
      /^\{\{= \('\{' \+ '"loss":' \+ tasks\['trained'\]\.outputs\.parameters\.loss \+ ',"note":' \+ .*toJson\(tasks\['trained'\]\.outputs\.parameters\.note\).* \+ ',"model":' \+ tasks\['trained'\]\.outputs\.parameters\.model \+ '\}'\) \}\}$/u,
    );
    expect(readAs(recordOf({ all: ref("trained") }), objectOf({ all: OUTPUT }))).toContain("tasks['trained'].outputs.parameters.loss");
  });

  it("are put together in a phi, too", () => {
    const of = documentOf(
      TRAIN,
      yields(
        ref("if", "all", "note"),
        task("trained", "train"),
        branch("if", ref("input", "quick"), region([], { all: ref("trained") }), region([task("other", "train")], { all: ref("other") }), {
          all: field(OUTPUT),
        }),
      ),
    );
    lowerSoundly(of);
  });
});
