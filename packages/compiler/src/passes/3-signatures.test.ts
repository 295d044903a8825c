import { describe, expect, it } from "vitest";
import type { ContainerToken, Diagnostic } from "@dagwright/ir";
import { openText, type Files } from "../../test/project.ts";
import { discover } from "./2-discover.ts";
import { signatures, type ComponentSignature, type Signatures } from "./3-signatures.ts";

const SURFACE =
  'import { component, container, importer, kubernetesResource, pipeline, secret, artifactType, Dataset, Model } from "dagwright";\n';

function read(text: string, files: Files = {}): Signatures & { readonly texts: readonly string[] } {
  const frontend = openText(`${SURFACE}${text}`, files);
  const discovered = discover(frontend);
  const found = signatures(frontend, discovered);
  const diagnostics = [...discovered.diagnostics, ...found.diagnostics];
  return { ...found, diagnostics, texts: diagnostics.map(textOf) };
}

const textOf = ({ code, message }: Diagnostic): string => `${code} ${message}`;

function only(text: string, files?: Files): ComponentSignature {
  const { components, texts } = read(text, files);
  const [signature] = components.values();
  if (signature === undefined) throw new Error(`no component: ${texts.join("\n")}`);
  expect(texts).toEqual([]);
  return signature;
}

const configOf = (options: string, declarations = "", files?: Files): unknown =>
  only(`${declarations}\nexport const a = component(${options}, async () => {});`, files).component.config;
const configTexts = (options: string, declarations = ""): readonly string[] =>
  read(`${declarations}\nexport const a = component(${options} as never, async () => {});`).texts;

describe("names", () => {
  it("are unique among pipelines, and may be shared by components", () => {
    const { texts, components, pipelines } = read(
      'import { a as other } from "./other.ts";\nexport const a = component({}, async () => {});\nexport const p = pipeline("main", async () => {});\nexport const q = pipeline("main", async () => { await other(); });',
      { "other.ts": 'import { component } from "dagwright";\nexport const a = component({}, async () => {});' },
    );
    expect(texts).toEqual(["DW1008 the pipeline `main` has the name of another one, in pipeline.ts"]);
    expect([...components.values(), ...pipelines.values()].map(({ name }) => name)).toEqual(["a", "a", "main"]);
  });

  it("fold for pipelines, and are refused where they do not", () => {
    const { texts, pipelines } = read(
      'const BASE = "ch";\nexport const p = pipeline(`${BASE}urn`, async () => {});\nexport const q = pipeline(process.env["NAME"]!, async () => {});',
    );
    expect([...pipelines.keys()]).toEqual(["churn"]);
    expect(texts).toEqual([expect.stringMatching(/^DW1019 .* is read on the machine that compiles/u)]);
  });

  it("are refused where no pipeline can have them", () => {
    const { texts, pipelines } = read('export const p = pipeline("Nightly eval, v2", async () => {});');
    expect([...pipelines.keys()]).toEqual([]);
    expect(texts).toEqual([
      'DW1019 the name of a pipeline is part of the graph, and `"Nightly eval, v2"` cannot be one: it may hold letters, digits and _ $ @ . / -',
    ]);
  });

  it("are asked for where a component is the default export", () => {
    expect(read("export default component({}, async () => {});").texts).toEqual([
      "DW1018 `export default component(…)` gives the component no name",
    ]);
  });
});

describe("misplaced declarations", () => {
  it.each([
    [
      "function make() { return component({}, async () => {}); }",
      "DW1005 `component(…)` stands inside a function, so it declares nothing that a pipeline could call",
    ],
    [
      "let a = component({}, async () => {});",
      "DW1005 `component(…)` is assigned to `a`, which is not declared with `const`, so it declares nothing that a pipeline could call",
    ],
    [
      "const a = wrap(component({}, async () => {}));\nfunction wrap<T>(it: T) { return it; }",
      "DW1005 `component(…)` is an argument of `wrap`, so it declares nothing that a pipeline could call",
    ],
    [
      "class K { @component({}) async go() {} }",
      "DW1007 `go` cannot be a component: it is a method of an instance, and a step has no instance",
    ],
    [
      "class K { static n = 1; @component({}) static async go() { const f = () => this.n; return f(); } }",
      "DW1007 `K.go` cannot be a component: it uses `this`, and a step runs without its class",
    ],
    [
      "class B { static b() { return 1; } }\nclass K extends B { @component({}) static async go() { return super.b(); } }",
      "DW1007 `K.go` cannot be a component: it uses `super`, and a step runs without its class",
    ],
  ])("are refused with the reason: %s", (text, expected) => {
    expect(read(text).texts).toEqual([expected]);
  });

  it("do not include a `this` of a function's own", () => {
    expect(
      read(
        "class K { @component({}) static async go() { return [1].map(function (this: unknown) { return this === undefined; }).length; } }",
      ).texts,
    ).toEqual([]);
  });
});

describe("interfaces", () => {
  it("are those of the function, with the doc comment", () => {
    const { component } = only(
      "/** Trains. */\nexport const train = component({}, async ({ data, n = 1 }: { data: Dataset; n?: number }): Promise<{ model: Model; loss: number }> => { throw new Error(String([data, n])); });",
    );
    expect(component).toMatchObject({
      description: "Trains.",
      input: { fields: { data: { type: { kind: "artifact", artifact: "Dataset" } }, n: { type: { kind: "number" }, optional: true } } },
      output: {
        type: { kind: "object", fields: { model: { type: { kind: "artifact", artifact: "Model" } }, loss: { type: { kind: "number" } } } },
      },
    });
  });

  it("are found where the function is declared elsewhere", () => {
    const { component } = only('import { impl } from "./impl.ts";\nexport const a = component({}, impl);', {
      "impl.ts": "export async function impl(input: { n: number }): Promise<number> { return input.n; }",
    });
    expect(component).toMatchObject({ input: { fields: { n: { type: { kind: "number" } } } }, output: { type: { kind: "number" } } });
  });

  it.each([
    ["async (n: number) => n", "DW1016 `a` takes a number; a step takes one plain object, or nothing"],
    ["async (xs: string[]) => xs", "DW1016 `a` takes an array; a step takes one plain object, or nothing"],
    [
      "async (a: { n: number }, b: { n: number }) => a.n + b.n",
      "DW1016 `a` takes several parameters; a step takes one plain object, or nothing",
    ],
    [
      "async (input: { rows: { at: Map<string, number> }[] }) => input.rows.length",
      "DW1002 `input.rows[].at` is a Map, which does not survive JSON; use a record or an array of pairs",
    ],
    ["async (): Promise<any> => 1", "DW1001 `output` is any, which has no schema"],
    ["async (input: { f: () => void }) => { input.f(); }", "DW1003 `input.f` is a function; steps exchange data"],
  ])("are refused: %s", (fn, expected) => {
    expect(read(`export const a = component({}, ${fn});`).texts).toEqual([expected]);
  });

  it("of pipelines hold their options for the graph", () => {
    const { pipelines } = read(
      'export default pipeline("p", { order: "dataflow" }, async (input: { n: number }): Promise<number> => input.n);',
    );
    expect(pipelines.get("p")).toMatchObject({
      input: { fields: { n: {} } },
      output: { type: { kind: "number" } },
      options: { kind: "object" },
    });
  });

  it("of importers are a URI and the artifact", () => {
    expect(
      only("const Corpus = artifactType('Corpus');\nexport const raw = importer<ReturnType<typeof Corpus.fromText>>(Corpus);"),
    ).toMatchObject({
      component: { input: { fields: { uri: { type: { kind: "string" } } } }, output: { type: { kind: "artifact", artifact: "Corpus" } } },
      implementation: { kind: "importer", artifact: "Corpus" },
    });
  });

  it("of Kubernetes resources have a manifest over the input", () => {
    const { implementation } = only(
      'const V = "v1";\nexport const job = kubernetesResource<{ name: string; size: number }>({ action: "create", success: "status.succeeded > 0", manifest: (i) => ({ apiVersion: V, kind: "ConfigMap", metadata: { name: `x-${i.name}` }, items: [i.size] }) });',
    );
    expect(implementation).toEqual({
      kind: "kubernetesResource",
      action: "create",
      success: "status.succeeded > 0",
      manifest: {
        kind: "record",
        fields: {
          apiVersion: { kind: "literal", value: "v1" },
          kind: { kind: "literal", value: "ConfigMap" },
          metadata: {
            kind: "record",
            fields: {
              name: {
                kind: "template",
                parts: [
                  { kind: "literal", value: "x-" },
                  { kind: "ref", node: "input", path: ["name"] },
                ],
              },
            },
          },
          items: { kind: "list", items: [{ kind: "ref", node: "input", path: ["size"] }] },
        },
      },
    });
  });
});

describe("options", () => {
  it("become the step's configuration", () => {
    expect(
      configOf(
        '{ image: "node:24", cpu: "500m", memory: "2Gi", gpu: 1, retries: { limit: 3, backoff: "30s", on: "failure" }, timeout: "5m", cache: false, labels: { team: "ml" }, env: { TOKEN: secret("registry", "token"), N: "1" } }',
      ),
    ).toEqual({
      image: "node:24",
      cpu: "500m",
      memory: "2Gi",
      gpu: 1,
      retries: { limit: 3, backoffSeconds: 30, on: "failure" },
      timeoutSeconds: 300,
      cache: false,
      labels: { team: "ml" },
      env: { TOKEN: { kind: "secret", name: "registry", key: "token" }, N: { kind: "text", text: "1" } },
    });
  });

  it("fold constants, spreads and enums, from other files too", () => {
    const files = {
      "config.ts":
        'export const BASE = { cpu: 2, memory: "1Gi" } as const;\nexport enum Size { Big = "8Gi" }\nexport const HOURS = 2, TOKEN_KEY = "token";',
    };
    const declarations =
      'import { BASE, HOURS, Size, TOKEN_KEY } from "./config.ts";\nconst OPTIONS = { ...BASE, memory: Size.Big, timeout: `${HOURS * 12}h`, retries: [1, 2].length };\nconst TOKEN = secret("registry", TOKEN_KEY);';
    expect(configOf("{ ...OPTIONS, cpu: BASE.cpu + 1, env: { TOKEN } }", declarations, files)).toEqual({
      cpu: 3,
      memory: "8Gi",
      timeoutSeconds: 86_400,
      retries: { limit: 2, on: "any" },
      env: { TOKEN: { kind: "secret", name: "registry", key: "token" } },
    });
  });

  it.each([
    ['{ memroy: "2Gi" }', "DW1020 there is no option `memroy`; did you mean memory?"],
    ['{ packages: ["sharp"] }', "DW1024 the option `packages` is not supported yet"],
    ['{ memory: "two gigs" }', 'DW1022 the option `memory` cannot be `"two gigs"`: it takes a quantity such as "2Gi"'],
    ["{ gpu: 0.5 }", "DW1022 the option `gpu` cannot be `0.5`: it takes a whole number of GPUs"],
    ['{ timeout: "soon" }', 'DW1022 the option `timeout` cannot be `"soon"`: it takes a duration such as "30s", "5m" or "24h"'],
    ['{ retries: { limit: 1, on: "never" } }', /^DW1022 the option `retries` cannot be/u],
    [
      '{ image: process.env["IMAGE"] }',
      /^DW1021 the option `image` has to be a constant, and `process` is read on the machine that compiles/u,
    ],
    ["{ cpu: cores() }", "DW1021 the option `cpu` has to be a constant, and `cores()` is a call, which is not made while compiling"],
  ])("are refused: %s", (options, expected) => {
    expect(configTexts(options, "const cores = () => 2;")).toEqual([
      typeof expected === "string" ? expected : expect.stringMatching(expected),
    ]);
  });
});

describe("containers", () => {
  const TYPES =
    "type I = { data: Dataset; seed: number; note?: string; extra?: Dataset; flag: boolean }; type O = { model: Model; loss: number };\n";
  const tokens = (args: string, declarations = ""): readonly ContainerToken[] => {
    const { implementation } = only(`${TYPES}${declarations}export const train = container<I, O>({ image: "i", args: ${args} });`);
    return implementation.kind === "container" ? implementation.args : [];
  };
  const text = (value: string): ContainerToken => ({ kind: "text", text: value });

  it("have a command line over inputs and outputs by name", () => {
    expect(
      tokens(
        '(i, o) => ["--data", i.data.path, "--uri", i.data.uri, "--seed", i.seed, "--out", o.model.path, `--loss=${o.loss.path}`, "n" + 1, LEVEL]',
        'const LEVEL = "debug";\n',
      ),
    ).toEqual([
      text("--data"),
      { kind: "inputPath", field: "data" },
      text("--uri"),
      { kind: "inputUri", field: "data" },
      text("--seed"),
      { kind: "input", field: "seed" },
      text("--out"),
      { kind: "outputPath", field: "model" },
      { kind: "concat", parts: [text("--loss="), { kind: "outputPath", field: "loss" }] },
      text("n1"),
      text("debug"),
    ]);
  });

  it("take parameters apart", () => {
    expect(tokens("({ data: { path }, seed: s }, { model }) => { return [path, s, model.path]; }")).toEqual([
      { kind: "inputPath", field: "data" },
      { kind: "input", field: "seed" },
      { kind: "outputPath", field: "model" },
    ]);
  });

  it("leave out what belongs to an optional input that is not there", () => {
    const note: ContainerToken = { kind: "whenPresent", field: "note", then: [text("--note"), { kind: "input", field: "note" }], else: [] };
    expect(tokens('(i) => [...(i.note !== undefined ? ["--note", i.note] : [])]')).toEqual([note]);
    expect(tokens('(i) => [...(i.note === undefined ? [] : ["--note", i.note])]')).toEqual([note]);
    expect(tokens('(i) => [...(i.extra ? ["--extra", i.extra.path] : []), i.note ?? "none"]')).toEqual([
      { kind: "whenPresent", field: "extra", then: [text("--extra"), { kind: "inputPath", field: "extra" }], else: [] },
      { kind: "whenPresent", field: "note", then: [{ kind: "input", field: "note" }], else: [text("none")] },
    ]);
  });

  it.each([
    ["(i) => [i.data]", "DW1011 `i.data` cannot stand on a container's command line: an artifact is given by its `.path` or `.uri`"],
    ["(i, o) => [o.loss]", "DW1011 `o.loss` cannot stand on a container's command line: an output has a `.path` only: `o.loss.path`"],
    [
      "(i) => [i.seed * 2]",
      "DW1011 `i.seed * 2` cannot stand on a container's command line: what it comes to is not known before the step runs",
    ],
    ["(i) => [...(i.flag ? ['--flag'] : [])]", /^DW1011 `i.flag` .* whether an optional input is there/u],
    ["(i) => { const x = i.seed; return [x]; }", /^DW1011 .* the function does more than give back an array/u],
  ])("refuse what is not known by name: %s", (args, expected) => {
    const { texts } = read(`${TYPES}export const train = container<I, O>({ image: "i", args: (${args}) as never });`);
    expect(texts).toEqual([typeof expected === "string" ? expected : expect.stringMatching(expected)]);
  });

  it("need types and an image", () => {
    expect(read("export const a = container({ image: 'i' } as never);").texts).toEqual([
      "DW1004 the container `a` does not say what it takes and gives",
    ]);
    expect(read("export const a = container<{ n: number }, { m: number }>({} as never);").texts).toEqual([
      "DW1023 the container `a` has no `image`",
    ]);
  });

  it("keep their configuration apart from the image, and know their fake", () => {
    const { component, implementation } = only(
      `${TYPES}export const train = container<I, O>({ image: "i", gpu: 1, command: ["python", "-m", "train"], fake: async () => { throw new Error(); } });`,
    );
    expect(component.config).toEqual({ gpu: 1 });
    expect(implementation).toMatchObject({
      kind: "container",
      image: "i",
      command: [text("python"), text("-m"), text("train")],
      fake: { request: { kind: "fake" } },
    });
  });
});
