/** The wrapper as its starters use it: a process, an environment, files. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseStepFailure, programLine, sha256, STEP_ENV, type Field, type Json, type StepSpec, type Value } from "@dagwright/protocol";

const root = mkdtempSync(join(tmpdir(), "dagwright-exec-test-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const wrapper = join(root, "exec.bundle.mjs");
let modules: readonly string[] = [];
beforeAll(async () => {
  const { metafile } = await build({
    entryPoints: [join(import.meta.dirname, "../src/exec/main.ts")],
    outfile: wrapper,
    bundle: true,
    minify: true,
    keepNames: true,
    platform: "node",
    format: "esm",
    target: "node22",
    conditions: ["dagwright-source"],
    metafile: true,
  });
  modules = Object.keys(metafile.inputs);
});

const USER = `
const { step, run, component, pipeline, Dataset, Model } = globalThis[Symbol.for("dagwright.runtime")];
const inner = component({ retries: 3 }, async ({ n }) => n + 1);
export const sum = async (input) => ({ sum: await inner({ n: input.a }) + (input.b ?? 10), frozen: Object.isFrozen(input), when: input.when });
export const nothing = async () => {};
const early = process.env.GREETING;
export const greets = async () => ({ early, late: process.env.GREETING, names: Object.keys(process.env).filter((name) => name.startsWith("DAGWRIGHT_")).toSorted() });
export const fails = async () => { throw new Error("no luck on attempt " + step.attempt); };
export const nan = async () => ({ sum: NaN });
export const exits = async ({ code }) => { process.exit(code); };
export const never = async () => { await new Promise(() => {}); };
export const spins = async () => { for (;;); };
export const waits = async () => { console.error("ready"); await new Promise((resolve) => setTimeout(resolve, 60_000)); };
export const strays = async () => { setTimeout(() => { throw new TypeError("beside"); }, 1); await new Promise((r) => setTimeout(r, 60_000)); };
export const nested = async () => { await pipeline("p", async () => {})(); };
export const logs = async () => { step.log.metric("loss", NaN, { step: 2 }); step.log.param("seed", 7); step.log.info(run.id + " " + run.startedAt.toISOString() + " " + run.status); };
export const makes = async ({ data }) => {
  Dataset.fromText("scratch");
  const { mkdtempSync, writeFileSync, rmSync } = await import("node:fs");
  const folder = mkdtempSync(process.cwd() + "/made-");
  writeFileSync(folder + "/a.txt", await data.text());
  const model = Model.fromFile(folder, { metadata: { layers: 2 } });
  rmSync(folder, { recursive: true });
  return { model, same: data, digest: data.digest };
};
export const scratch = async () => ({ length: (await Dataset.fromText("four").text()).length });
`;
const GLUE = `
export const best = ({ xs }, { least }) => xs.filter((x) => x >= least).map((x) => x * 2);
export const boom = ({ xs }) => xs.nothing.here;
export const find = ({ xs }) => xs.find((x) => x > 100);
`;
const bundles = join(root, "bundles");
mkdirSync(bundles);
const save = (text: string): string => {
  writeFileSync(join(bundles, `${sha256(text)}.mjs`), text);
  return sha256(text);
};
const USER_BUNDLE = save(USER);
const GLUE_BUNDLE = save(GLUE);

const number: Field = { type: { kind: "number" } };
const numbers: Field = { type: { kind: "array", items: { kind: "number" } } };
const whole: StepSpec["results"] = [{ name: "output", value: { kind: "ref", node: "output", path: [] } }];
const span = { file: "a.ts", start: [1, 1], end: [1, 2] } as const;
const glue = (name: string, type: Field["type"], value: Value): Value => ({
  kind: "glue",
  glue: GLUE_BUNDLE,
  export: name,
  roots: { xs: { value, type: numbers.type } },
  constants: { least: 2 },
  type,
  place: "consumer",
  source: name,
  span,
});

interface Started {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  readonly file: (name: string) => string | undefined;
  readonly json: (name: string) => Json;
  readonly failure: ReturnType<typeof parseStepFailure>;
  readonly folder: string;
}

let count = 0;
async function start(
  spec: Partial<StepSpec> & { readonly export?: string },
  inputs: readonly string[] = [],
  env: Record<string, string> = {},
  kill?: NodeJS.Signals,
): Promise<Started> {
  const folder = join(root, `step-${count++}`);
  const out = join(folder, "out");
  mkdirSync(folder);
  const { export: name, ...rest } = spec;
  const fn = name === undefined ? {} : { function: { bundle: USER_BUNDLE, export: name } };
  const full: StepSpec = {
    protocol: 1,
    step: "evaluate",
    ...fn,
    inputs: [],
    takesInput: rest.inputs !== undefined,
    types: {},
    results: whole,
    ...rest,
  };
  const child = spawn(process.execPath, [wrapper], {
    cwd: folder,
    env: {
      [STEP_ENV.spec]: JSON.stringify(full),
      [STEP_ENV.out]: out,
      [STEP_ENV.bundles]: bundles,
      [STEP_ENV.runId]: "run-1",
      [STEP_ENV.runStartedAt]: "2026-01-02T03:04:05.000Z",
      ...Object.fromEntries(inputs.map((text, index) => [`${STEP_ENV.input}${index}`, text])),
      ...env,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (part: Buffer) => {
    stderr += part.toString("utf8");
    if (kill !== undefined && stderr.includes("ready")) child.kill(kill);
  });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.on("close", (...end) => resolve(end)),
  );
  const file = (path: string): string | undefined => (existsSync(join(out, path)) ? readFileSync(join(out, path), "utf8") : undefined);
  const error = file("error");
  return {
    code,
    signal,
    stderr,
    file,
    json: (path) => JSON.parse(file(path) ?? "null"),
    failure: error === undefined ? undefined : parseStepFailure(JSON.parse(error)),
    folder,
  };
}

const two: StepSpec["inputs"] = [
  { name: "a", field: number },
  { name: "b", field: { ...number, optional: true } },
];
const sum: Field = {
  type: {
    kind: "object",
    fields: { sum: number, frozen: { type: { kind: "boolean" } }, when: { type: { kind: "date" }, optional: true } },
  },
};

test("the wrapper is one small file of the surface and the protocol alone", () => {
  expect(readFileSync(wrapper).length).toBeLessThan(60_000);
  expect(modules.filter((file) => !/packages\/(?:dagwright|protocol)\/src\//u.test(file))).toEqual([]);
});

describe("options that only the run knew", () => {
  const string: Field = { type: { kind: "string" } };
  const texts: Field = {
    type: {
      kind: "object",
      fields: { early: string, late: string, names: { type: { kind: "array", items: { kind: "string" } } } },
    },
  };
  const greeting = '{{workflow.name}} $(HOME) $$ "\n';

  test("are variables as they are, from before the module is loaded", async () => {
    const text = JSON.stringify({ GREETING: greeting }).replaceAll("{{", "{\\u007b").replaceAll("$", "\\u0024");
    const { json } = await start({ export: "greets", output: texts }, [], { [STEP_ENV.env]: text, GREETING: "other" });
    expect(json("output")).toEqual({ early: greeting, late: greeting, names: ["DAGWRIGHT_RUN_ID"] });
  });

  test("are a timeout over the step's own; null is none", async () => {
    const over = await start({ export: "waits", timeoutSeconds: 50 }, [], { [STEP_ENV.timeout]: '"0.2s"' });
    expect(over.failure).toMatchObject({ kind: "timeout", message: "took longer than 0.2 s" });
    const none = await start({ export: "nothing", timeoutSeconds: 50 }, [], { [STEP_ENV.timeout]: "null" });
    expect(none.code).toBe(0);
  });

  test("fail the step where they are no duration", async () => {
    const { failure } = await start({ export: "nothing" }, [], { [STEP_ENV.timeout]: '"soon"' });
    expect(failure).toMatchObject({
      step: "evaluate",
      kind: "thrown",
      message: 'the option timeout is "soon", not a duration such as "30s", "5m" or "24h"',
    });
  });
});

describe("inputs", () => {
  test("are read from variables, decoded, frozen and passed; absent ones are left out", async () => {
    const { code, json } = await start({ export: "sum", inputs: two, output: sum }, ["1", ""]);
    expect([code, json("output")]).toEqual([0, { sum: 12, frozen: true }]);
  });

  test("are read from a file, with the specification in a file too", async () => {
    const spec: StepSpec = {
      protocol: 1,
      step: "s",
      function: { bundle: USER_BUNDLE, export: "sum" },
      inputs: [...two, { name: "when", field: { type: { kind: "date" } } }],
      takesInput: true,
      output: sum,
      types: {},
      results: whole,
    };
    writeFileSync(join(root, "spec.json"), JSON.stringify(spec));
    writeFileSync(join(root, "inputs.json"), JSON.stringify({ inputs: ["1", "2", '"2026-01-01T00:00:00.000Z"'] }));
    const { json } = await start({}, [], {
      [STEP_ENV.specFile]: join(root, "spec.json"),
      [STEP_ENV.inputsFile]: join(root, "inputs.json"),
      [STEP_ENV.spec]: JSON.stringify(spec),
    });
    expect(json("output")).toEqual({ sum: 4, frozen: true, when: "2026-01-01T00:00:00.000Z" });
  });

  test("that do not fit name their path", async () => {
    const { code, failure, file } = await start({ export: "sum", inputs: two, output: sum }, ['"one"', ""]);
    expect([code, file("output")]).toEqual([1, undefined]);
    expect(failure).toMatchObject({ step: "evaluate", attempt: 1, kind: "thrown", message: 'input.a is "one", not number' });
  });

  test("that are missing name their path", async () => {
    expect((await start({ export: "sum", inputs: two, output: sum }, [""])).failure?.message).toBe(
      "input.a is missing, but number is required",
    );
  });

  test("may be programs: expressions and glue over roots", async () => {
    const value = glue("best", numbers.type, { kind: "ref", node: "0", path: ["xs"] });
    const program = programLine({
      kind: "arithmetic",
      op: "+",
      left: { kind: "length", operand: value },
      right: { kind: "ref", node: "1", path: [] },
    });
    const { json } = await start({ export: "sum", inputs: two, output: sum }, [`${program}\n{"xs":[1,2,3]}\n5`, "0"]);
    expect(json("output")).toEqual({ sum: 8, frozen: true });
  });

  test("glue that throws is the step's own failure", async () => {
    const program = programLine(glue("boom", numbers.type, { kind: "ref", node: "0", path: [] }));
    const { failure } = await start({ export: "sum", inputs: two, output: sum }, [`${program}\n[1]`]);
    expect(failure).toMatchObject({ step: "evaluate", kind: "thrown", message: "Cannot read properties of undefined (reading 'here')" });
  });

  test("that bring a failure in a part fail only an expression that reads it", async () => {
    const failed = '!{"step":"producer","attempt":1,"kind":"thrown","message":"cannot read"}';
    const guarded = programLine({
      kind: "conditional",
      test: { kind: "ref", node: "0", path: [] },
      then: { kind: "ref", node: "1", path: [] },
      else: { kind: "literal", value: 3 },
    });
    const { json } = await start({ export: "sum", inputs: two, output: sum }, [`${guarded}\nfalse\n${failed}`, "0"]);
    expect(json("output")).toEqual({ sum: 4, frozen: true });
    const { failure } = await start({ export: "sum", inputs: two, output: sum }, [`${guarded}\ntrue\n${failed}`, "0"]);
    expect(failure).toMatchObject({ step: "evaluate", message: "cannot read" });
  });

  test("that bring a failure make the step fail with it", async () => {
    const { failure } = await start(
      { export: "sum", inputs: two, output: sum },
      ['!{"step":"producer","attempt":3,"kind":"thrown","message":"glue"}'],
      { [STEP_ENV.retries]: "1" },
    );
    expect(failure).toEqual({ step: "evaluate", attempt: 2, kind: "thrown", message: "glue" });
  });

  test("glue may find nothing, which is absent", async () => {
    const program = programLine(glue("find", number.type, { kind: "ref", node: "0", path: [] }));
    const { json } = await start({ export: "sum", inputs: two, output: sum }, ["1", `${program}\n[1,2]`]);
    expect(json("output")).toEqual({ sum: 12, frozen: true });
  });

  test("bundles may come in the environment", async () => {
    const packed = `${USER_BUNDLE}:${gzipSync(USER).toString("base64")}`;
    const { json } = await start({ export: "sum", inputs: two, output: sum }, ["1", "2"], {
      [STEP_ENV.bundles]: "",
      [`${STEP_ENV.bundle}0`]: packed,
    });
    expect(json("output")).toEqual({ sum: 4, frozen: true });
  });
});

describe("results", () => {
  test("are values over the output; glue that throws fails only its reader", async () => {
    const output: Field = { type: { kind: "object", fields: { sum: number, frozen: { type: { kind: "boolean" } } } } };
    const ref = (...path: string[]): Value => ({ kind: "ref", node: "output", path });
    const results = [
      { name: "sum", value: ref("sum") },
      { name: "bad", value: glue("boom", number.type, { kind: "list", items: [ref("sum")] }) },
      { name: "none", value: ref("missing") },
      {
        name: "texts",
        value: { kind: "list", items: [ref("sum"), { kind: "literal", value: "{{x}} $(y)" }] } as const,
        as: "texts",
      } as const,
    ];
    const { code, file } = await start({ export: "sum", inputs: two, output, results }, ["1", "2"]);
    expect(code).toBe(0);
    expect(file("sum")).toBe("4");
    expect(file("bad")).toMatch(/^!\{"step":"evaluate","attempt":1,"kind":"thrown"/u);
    expect(file("none")).toBe("");
    expect(file("texts")).toBe(JSON.stringify(["4", '"{\\u007bx}} \\u0024(y)"']).replaceAll("{{", "{\\u007b"));
  });

  test("a step without a function gives its input back", async () => {
    const { json } = await start({ inputs: [{ name: "value", field: numbers }], output: numbers }, ["[1,2]"]);
    expect(json("output")).toEqual([1, 2]);
  });

  test("a step without output leaves an empty text", async () => {
    expect((await start({ export: "nothing" })).file("output")).toBe("");
  });

  test("an output that does not fit is invalid and nothing is written", async () => {
    const { code, failure, file } = await start({ export: "nan", output: sum });
    expect([code, file("output")]).toEqual([1, undefined]);
    expect(failure).toMatchObject({ kind: "invalid-output", message: "output.sum is NaN, which JSON cannot hold" });
  });
});

describe("failures", () => {
  test("what is thrown is written with its attempt and stack", async () => {
    const { code, failure, stderr } = await start({ export: "fails" }, [], { [STEP_ENV.retries]: "2" });
    expect(code).toBe(1);
    expect(failure).toMatchObject({
      attempt: 3,
      kind: "thrown",
      message: "no luck on attempt 3",
      stack: expect.stringContaining(USER_BUNDLE),
    });
    expect(stderr).toContain("no luck on attempt 3");
    // Whoever reads the log looks for a mistake in their own code.
    expect(stderr).not.toContain("exec.bundle");
    expect(stderr).toContain(USER_BUNDLE);
  });

  test("a failure that is thrown on stays that of its step; one that is only the cause is told in the log", async () => {
    const cause = JSON.stringify({ step: "train", attempt: 3, kind: "timeout", message: "too slow" });
    const inputs = { message: { type: { kind: "string" } }, cause: { type: { kind: "record", values: { kind: "string" } } } } as const;
    const on = await start({ fails: true, inputs: [{ name: "cause", field: inputs.cause }] }, [cause]);
    expect([on.code, on.failure]).toEqual([1, { step: "train", attempt: 3, kind: "timeout", message: "too slow" }]);
    const both = Object.entries(inputs).map(([name, field]) => ({ name, field }));
    const own = await start({ fails: true, inputs: both }, ['"gave up"', cause]);
    expect(own.failure).toMatchObject({ step: "evaluate", attempt: 1, kind: "thrown", message: "gave up" });
    expect(own.stderr).toContain("too slow");
  });

  test("a tag that was left as it is written counts as no retry", async () => {
    expect((await start({ export: "fails" }, [], { [STEP_ENV.retries]: "{{retries}}" })).failure?.attempt).toBe(1);
  });

  test.each([0, 7])("process.exit(%i) is a failure", async (exitCode) => {
    const { code, failure } = await start({ export: "exits", inputs: [{ name: "code", field: number }] }, [`${exitCode}`]);
    expect(code).toBe(exitCode === 0 ? 1 : 7);
    expect(failure).toMatchObject({ kind: "exit", exitCode, message: `the step's code called process.exit(${exitCode})` });
  });

  test("a promise that nothing can settle is a failure", async () => {
    const { code, failure, stderr } = await start({ export: "never" });
    expect(failure).toMatchObject({ kind: "exit", exitCode: 13, message: expect.stringContaining("never settled") });
    expect(code).toBe(13);
    // Node's own warning would quote the minified wrapper.
    expect(stderr).toBe("");
  });

  test("what is thrown beside the call is the step's failure", async () => {
    expect((await start({ export: "strays" })).failure).toMatchObject({ kind: "thrown", message: "beside" });
  });

  test("its time is over", async () => {
    const { code, failure } = await start({ export: "waits", timeoutSeconds: 0.2 });
    expect([code, failure]).toEqual([1, { step: "evaluate", attempt: 1, kind: "timeout", message: "took longer than 0.2 s" }]);
  });

  test("its time is over while it computes without pause", async () => {
    const { signal, failure } = await start({ export: "spins", timeoutSeconds: 0.2 });
    expect([signal, failure]).toEqual(["SIGKILL", { step: "evaluate", attempt: 1, kind: "timeout", message: "took longer than 0.2 s" }]);
  });

  test("cancelled is not failed", async () => {
    const { code, failure } = await start({ export: "waits" }, [], {}, "SIGTERM");
    expect([code, failure]).toEqual([143, undefined]);
  });

  test("a pipeline inside a component is refused", async () => {
    expect((await start({ export: "nested" })).failure?.message).toBe(
      "the pipeline p was called inside the component evaluate; call it in the body of a pipeline",
    );
  });
});

test("logs are events", async () => {
  const { file } = await start({ export: "logs" });
  const events = (file("events.ndjson") ?? "")
    .trim()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
  expect(events).toMatchObject([
    { type: "metric", name: "loss", value: "NaN", step: 2 },
    { type: "param", name: "seed", value: 7 },
    { type: "info", message: "run-1 2026-01-02T03:04:05.000Z running" },
  ]);
});

describe("artifacts", () => {
  test("are brought by mounts, kept when made, and keep their handle when passed on", async () => {
    const data = { $artifact: "Dataset", key: "store/a/b.csv", digest: "d".repeat(64), metadata: { rows: 1 } };
    mkdirSync(join(root, "mounted"), { recursive: true });
    writeFileSync(join(root, "mounted/b.csv"), "a,b\n");
    const folder = join(root, "artifacts-1");
    const output: Field = {
      type: {
        kind: "object",
        fields: {
          model: { type: { kind: "artifact", artifact: "Model" } },
          same: { type: { kind: "artifact", artifact: "" } },
          digest: { type: { kind: "string" } },
        },
      },
    };
    const { json, stderr } = await start(
      { export: "makes", inputs: [{ name: "data", field: { type: { kind: "artifact", artifact: "Dataset" } } }], output },
      [JSON.stringify(data)],
      {
        [STEP_ENV.artifacts]: folder,
        [STEP_ENV.artifactKey]: "runs/1",
        [STEP_ENV.mounts]: JSON.stringify([
          { key: "store", path: "/nowhere" },
          { key: "store/a", path: join(root, "mounted") },
        ]),
      },
    );
    expect(stderr).toBe("");
    expect(json("output")).toMatchObject({
      same: data,
      digest: data.digest,
      model: {
        $artifact: "Model",
        key: expect.stringMatching(/^runs\/1\/1-made-/u),
        digest: expect.stringMatching(/^[0-9a-f]{64}$/u),
        metadata: { layers: 2 },
      },
    });
    const made = readdirSync(folder).find((name) => name.startsWith("1-made-")) ?? "";
    expect(readFileSync(join(folder, made, "a.txt"), "utf8")).toBe("a,b\n");
  });

  test("may be made for the step's own use where the output declares none", async () => {
    const output: Field = { type: { kind: "object", fields: { length: number } } };
    expect((await start({ export: "scratch", output })).json("output")).toEqual({ length: 4 });
  });
});
