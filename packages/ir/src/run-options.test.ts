import { describe, expect, it } from "vitest";
import { interpret } from "./interpret.ts";
import type { StepConfig } from "./model.ts";
import { parseDocument } from "./parse.ts";
import { configWith } from "./run-options.ts";
import { component, document, literal, NUMBER, optional, pipeline, ref, region, STRING, task, template } from "./testing/index.ts";
import { verify } from "./verify.ts";

describe("configWith", () => {
  it("sets each option over the constant one; what is absent was not said", () => {
    const config: StepConfig = { cpu: 1, memory: "1Gi", retries: { limit: 1, on: "failure" }, env: { A: { kind: "text", text: "a" } } };
    expect(
      configWith(config, { cpu: 0.5, memory: undefined, gpu: 2, retries: 4, timeout: "2m", "env.B": "b", "env.A": "c", "labels.x/y": "z" }),
    ).toEqual({
      cpu: 0.5,
      memory: "1Gi",
      gpu: 2,
      retries: { limit: 4, on: "failure" },
      timeoutSeconds: 120,
      env: { A: { kind: "text", text: "c" }, B: { kind: "text", text: "b" } },
      labels: { "x/y": "z" },
    });
    expect(configWith({}, { retries: 1, cpu: "500m" })).toEqual({ retries: { limit: 1, on: "any" }, cpu: "500m" });
  });

  it.each([
    ["cpu", 0, "a number of cores"],
    ["memory", "much", "a quantity"],
    ["gpu", 0.5, "a whole number of GPUs"],
    ["retries", -1, "a whole number"],
    ["timeout", "soon", "a duration"],
    ["env.A", 5, "a text"],
  ])("refuses %s of %j", (option, value, wanted) => {
    expect(() => configWith({}, { [option]: value })).toThrow(wanted);
  });
});

describe("a task whose options the run decides", () => {
  const say = component({ x: NUMBER }, undefined, { retries: { limit: 0, on: "any" } });
  const program = (options: Parameters<typeof task>[3]) =>
    document(
      { size: component({}, { kind: "object", fields: { n: { type: NUMBER }, name: { type: STRING }, much: optional(STRING) } }), say },
      { main: pipeline(region([task("size", "size"), task("say", "say", { x: literal(1) }, options)])) },
    );

  it("is configured by what it reads, waits for that, and fails as the pipeline where a value is none", async () => {
    const one = program({
      options: {
        retries: ref("size", "n"),
        memory: template(ref("size", "n"), literal("Gi")),
        "env.NAME": ref("size", "name"),
        timeout: ref("size", "much"),
      },
    });
    expect(verify(one)).toEqual([]);
    expect(parseDocument(JSON.stringify(one))).toEqual({ document: one });
    const configs: StepConfig[] = [];
    const components = (n: number) => ({
      size: () => ({ n, name: "eu" }),
      say: (_: unknown, { attempt, config }: { readonly attempt: number; readonly config: StepConfig }) => {
        configs.push(config);
        if (attempt < 3) throw new Error("not yet");
        return undefined;
      },
    });
    expect((await interpret(one, { components: components(2) })).outcome).toEqual({ kind: "succeeded" });
    expect(configs).toHaveLength(3);
    expect(configs[0]).toEqual({ retries: { limit: 2, on: "any" }, memory: "2Gi", env: { NAME: { kind: "text", text: "eu" } } });
    expect((await interpret(one, { components: components(-1) })).outcome).toMatchObject({
      kind: "failed",
      failure: { step: "main", kind: "thrown", message: "the option retries is -1, not a whole number" },
    });
  });

  it("is proven: types fit, variables are there, and no other option is one", () => {
    const problems = (options: NonNullable<Parameters<typeof task>[3]>["options"]) =>
      verify(program(options === undefined ? {} : { options })).map(({ code, message }) => `${code} ${message}`);
    expect(problems({ memory: ref("size", "n"), "env.NAME": ref("size", "much"), "env.DAGWRIGHT_OUT": ref("size", "name") })).toEqual([
      "DW4103 `DAGWRIGHT_OUT` cannot be the name of an environment variable: DAGWRIGHT_… is how a step is told what to do",
      "DW4131 the option `memory` of `say` is `number`, not `string`",
      "DW4141 the option `env.NAME` of `say` may be absent, but `string` is required",
    ]);
    const parsed = parseDocument(JSON.stringify(program({ options: { image: literal("node") } })));
    expect("diagnostics" in parsed ? parsed.diagnostics.map(({ message }) => message) : []).toEqual([
      expect.stringContaining("an option that a run can decide"),
    ]);
  });
});
