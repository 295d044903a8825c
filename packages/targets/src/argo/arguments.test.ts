import {
  absent,
  arithmetic,
  arrayOf,
  artifact,
  glue,
  glueDigest,
  listOf,
  literal,
  NUMBER,
  objectOf,
  optional,
  recordOf,
  ref,
  STRING,
  whenSucceeded,
} from "@dagwright/ir/testing";
import { evaluate, parseArgument, readPath, type Json, type Type, type Value } from "@dagwright/protocol";
import { describe, expect, it } from "vitest";
import { dagWith } from "../../test/lowering.ts";
import { artifactKeys, podArgument, templateArgument } from "./arguments.ts";
import type { Dag } from "./dag.ts";

const MODEL = artifact("Model");
const input = (...path: readonly (string | number)[]) => ref("input", ...path);
const dag = (): Dag =>
  dagWith({
    n: NUMBER,
    s: STRING,
    o: objectOf({ n: NUMBER, "a-b": MODEL, if: MODEL, maybe: optional(MODEL) }),
    model: MODEL,
    models: arrayOf(MODEL),
  });

/** A DAG with a task that has ended. */
function afterTask(reporting: "phase" | "output"): Dag {
  const built = dag();
  built.locals.set("a", { node: "a", task: "a", reporting, field: { type: NUMBER }, wanted: new Map(), deliver: (path) => ({ path }) });
  return built;
}

/** What the step's wrapper makes of an argument once Argo has put `texts` in for the tags. */
function evaluated(argument: string, texts: Readonly<Record<string, string>>): Json | undefined {
  const parsed = parseArgument(argument.replaceAll(/\{\{.*?\}\}/gu, (tag) => texts[tag] ?? expect.fail(`nothing stands for ${tag}`)));
  if (parsed.kind === "json") return parsed.value;
  if (parsed.kind !== "program") return undefined;
  const roots = parsed.roots.map((root) => (root === "" ? undefined : (JSON.parse(root) as Json)));
  return evaluate(parsed.value, {
    read: ({ node, path }) => readPath(roots[Number(node)], path),
    succeeded: () => false,
    glue: () => undefined,
  });
}

describe("podArgument", () => {
  it("writes a literal as text, and nothing for what is absent", () => {
    expect(podArgument(literal({ a: "{{x}} $" }), dag())).toEqual({ text: String.raw`{"a":"{\u007bx}} \u0024"}`, glue: [] });
    expect(podArgument(absent, dag())).toEqual({ text: "", glue: [] });
  });

  it("hands a whole value on as it is", () => {
    expect(podArgument(input("o"), dag())).toEqual({ text: "{{inputs.parameters.o}}", glue: [] });
  });

  it("lets the step follow a path itself", () => {
    const { text } = podArgument(input("o", "n"), dag());
    expect(text.split("\n")).toEqual(['={"kind":"ref","node":"0","path":["n"]}', "{{inputs.parameters.o}}"]);
    expect(evaluated(text, { "{{inputs.parameters.o}}": '{"n":7}' })).toBe(7);
  });

  it("gives a program one line for each text it reads, however often", () => {
    const { text } = podArgument(recordOf({ a: input("o", "n"), b: listOf(input("s"), input("o")), c: literal("{{=1}}") }), dag());
    expect(text.split("\n").slice(1)).toEqual(["{{inputs.parameters.o}}", "{{inputs.parameters.s}}"]);
    const texts = { "{{inputs.parameters.o}}": '{"n":7}', "{{inputs.parameters.s}}": '"x"' };
    expect(evaluated(text, texts)).toEqual({ a: 7, b: ["x", { n: 7 }], c: "{{=1}}" });
  });

  it("gives whether a node succeeded as a line of the program", () => {
    const value = whenSucceeded("a", ref("a"), literal("nothing"));
    const { text } = podArgument(value, afterTask("phase"));
    const [, status = "", output = ""] = text.split("\n");
    expect(status).toBe("{{= (tasks['a'].status == 'Succeeded' ? 'true' : 'false') }}");
    expect(evaluated(text, { [status]: "true", [output]: "7" })).toBe(7);
    expect(evaluated(text, { [status]: "false", [output]: "" })).toBe("nothing");
  });

  it("asks a task that reports by its output whether that says nothing of a failure", () => {
    const { text } = podArgument(arithmetic(whenSucceeded("a", ref("a"), literal(0)), "+", literal(1)), afterTask("output"));
    expect(text).toContain("(tasks['a'].outputs?.parameters?.error ?? 'none') == ''");
  });

  it("names each bundle of glue once, that of glue inside glue too, and leaves out what is for people", () => {
    const inner = glue("inner", NUMBER, { n: { value: input("n"), type: NUMBER } });
    const outer = glue("outer", NUMBER, { a: { value: inner, type: NUMBER }, b: { value: inner, type: NUMBER } });
    const { text, glue: digests } = podArgument(outer, dag());
    expect(digests).toEqual([glueDigest("outer"), glueDigest("inner")]);
    expect(text).toContain('"source":""');
    expect(text).not.toContain("pipeline.ts");
  });

  it("keeps a program's first line free of what Argo would read as a template", () => {
    const constants = { ...glue("g", STRING, { s: { value: input("s"), type: STRING } }), constants: { text: "{{=1}} $(HOME)" } };
    const [program = ""] = podArgument(constants, dag()).text.split("\n");
    expect(program).not.toMatch(/\{\{|\$/u);
  });
});

describe("templateArgument", () => {
  it("writes what is whole, or an expression", () => {
    expect(templateArgument(literal(1), dag())).toBe("1");
    expect(templateArgument(absent, dag())).toBe("");
    expect(templateArgument(input("o"), dag())).toBe("{{inputs.parameters.o}}");
    expect(templateArgument(arithmetic(input("n"), "+", literal(1)), dag())).toBe(
      "{{= toJson(float(fromJSON(inputs.parameters.n)) + float(1)) }}",
    );
  });

  it("never is a program, because no program may stand inside another", () => {
    expect(templateArgument(glue("g", NUMBER, { n: { value: input("n"), type: NUMBER } }), dag())).toBeUndefined();
    expect(templateArgument(recordOf({ a: glue("g", NUMBER, {}) }), dag())).toBeUndefined();
  });
});

describe("artifactKeys", () => {
  const keys = (value: Value, type: Type): readonly string[] => artifactKeys(value, type, dag(), () => ["{{workflow.uid}}/make"]);

  it("asks for no key where the type holds no artifact", () => {
    expect(keys(input("o"), NUMBER)).toEqual([]);
  });

  it("takes the key out of the handle, and nothing where there is none", () => {
    expect(keys(input("model"), MODEL)).toEqual([
      "{{= inputs.parameters.model in ['', 'null'] ? '' : (fromJSON(inputs.parameters.model)?.key ?? '') }}",
    ]);
  });

  it("finds artifacts inside an object, also under names that are no identifiers", () => {
    const found = keys(input("o"), objectOf({ "a-b": MODEL, if: MODEL, maybe: optional(MODEL) }));
    expect(found.map((key) => /fromJSON\(inputs\.parameters\.o\)(.*?) \?\?/u.exec(key)?.[1])).toEqual([
      "?.['a-b']?.key",
      "?.if?.key",
      "?.maybe?.key",
    ]);
  });

  it("takes a folder where only the run knows how many there are", () => {
    expect(keys(input("models"), arrayOf(MODEL))).toEqual(["{{workflow.uid}}/make"]);
  });

  it("names a key once that an argument reads twice", () => {
    expect(keys(listOf(input("model"), input("model"), input("n")), { kind: "tuple", items: [MODEL, MODEL, NUMBER] })).toHaveLength(1);
  });
});
