import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Component, ContainerToken, Document } from "@dagwright/ir";
import {
  arrayOf,
  artifact,
  BOOLEAN,
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
  SPAN,
  STRING,
  task,
} from "@dagwright/ir/testing";
import type { Type } from "@dagwright/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createKit, fixture, ofType, type Kit, type Ran } from "../../test/kit.ts";
import type { RunPipelineOptions } from "../run.ts";
import { openStore } from "../store.ts";
import { systemPlatform } from "../platform.ts";

let kit: Kit;
let engine: string;
beforeEach(() => {
  kit = createKit();
  engine = join(kit.home, "engine");
  writeFileSync(engine, `#!${process.execPath}\n${readFileSync(fixture("stand-in-engine.cjs"), "utf8")}`);
  chmodSync(engine, 0o755);
});
afterEach(() => kit.cleanUp());

const sh = (script: string, ...args: ContainerToken[]): { command: ContainerToken[]; args: ContainerToken[] } => ({
  command: [{ kind: "text", text: "/bin/sh" }],
  args: [{ kind: "text", text: "-c" }, { kind: "text", text: script }, { kind: "text", text: "sh" }, ...args],
});
const container = (
  input: Record<string, Type>,
  output: Type | undefined,
  line: ReturnType<typeof sh>,
  more: Partial<Component> = {},
  image = "acme/train:1",
): Component => ({
  ...(Object.keys(input).length === 0
    ? {}
    : { input: { fields: Object.fromEntries(Object.entries(input).map(([name, type]) => [name, { type }])) } }),
  ...(output === undefined ? {} : { output: { type: output } }),
  implementation: { kind: "container", image, ...line },
  config: {},
  span: SPAN,
  ...more,
});
const out = (name: string): ContainerToken => ({ kind: "outputPath", field: name });
const inp = (name: string): ContainerToken => ({ kind: "input", field: name });

const run = (doc: Document, options: Partial<RunPipelineOptions> = {}): Promise<Ran> =>
  kit.run(doc, { engine: { file: engine, kind: "docker" }, ...options });
const single = (component: Component, args: Parameters<typeof task>[2] = {}): Document =>
  document(
    { train: component },
    {
      main: pipeline(
        region([task("train", "train", args)], { value: ref("train") }),
        component.output === undefined ? {} : { output: component.output },
      ),
    },
  );

test("inputs are words, outputs are files: text raw with one newline trimmed, the rest JSON by type", async () => {
  const type = objectOf({ text: STRING, n: NUMBER, list: arrayOf(BOOLEAN), maybe: optional(NUMBER) });
  const script = `printf '%s\\n\\n' "$1" > "$2"; printf '%s' "$3" > "$4"; echo ' [true, false] ' > "$5"; echo "to the log"`;
  const component = container({ text: STRING, n: NUMBER }, type, sh(script, inp("text"), out("text"), inp("n"), out("n"), out("list")));
  const hostile = `a "b" $(echo no) \`id\` {{=1+1}} $$ 'x' ü\nsecond`;
  const ran = await run(single(component, { text: literal(hostile), n: literal(1.5) }));
  expect(ran).toMatchObject({ status: "succeeded", outputs: { text: `${hostile}\n`, n: 1.5, list: [true, false] } });
  expect(ofType(ran.events, "log").map((event) => event.text)).toEqual(["to the log"]);
  expect(ofType(ran.events, "stepStarted")[0]?.executor).toBe("docker");
});

test("artifacts come in as read-only paths and go out as files and folders in the store", async () => {
  const make = container(
    {},
    objectOf({ file: artifact("Dataset"), folder: artifact("Model") }),
    sh(`printf data > "$1"; mkdir "$2"; printf w > "$2/weights"`, out("file"), out("folder")),
  );
  const use = container(
    { file: artifact("Dataset"), folder: artifact("Model") },
    objectOf({ text: STRING }),
    sh(`cat "$1" "$2/weights" > "$3"`, { kind: "inputPath", field: "file" }, { kind: "inputPath", field: "folder" }, out("text")),
  );
  const doc = document(
    { make, use },
    {
      main: pipeline(
        region([task("made", "make"), task("used", "use", { file: ref("made", "file"), folder: ref("made", "folder") })], {
          value: recordOf({ text: ref("used", "text"), model: ref("made", "folder") }),
        }),
        {
          output: field(objectOf({ text: STRING, model: artifact("Model") })),
        },
      ),
    },
  );
  process.env["STAND_IN_LOG"] = join(kit.home, "calls");
  const ran = await run(doc);
  delete process.env["STAND_IN_LOG"];
  expect(ran).toMatchObject({
    status: "succeeded",
    outputs: { text: "dataw", model: { $artifact: "Model", key: expect.stringMatching(/^sha256\/[0-9a-f]{64}\.folder$/u) } },
  });
  const store = openStore(join(kit.home, "store"), systemPlatform);
  const { outputs } = ran;
  const key = JSON.parse(JSON.stringify(outputs)).model.key;
  expect(readFileSync(join(await store.open(key, join(kit.home, "copy")), "weights"), "utf8")).toBe("w");
  expect(readFileSync(join(kit.home, "calls"), "utf8")).toMatch(/target=\/dagwright\/inputs\/0-file,readonly/u);
});

test("an output that is missing or of another type fails, naming path, file and type", async () => {
  const type = objectOf({ loss: NUMBER });
  const missing = await run(single(container({}, type, sh("true"))));
  expect(missing.failure).toMatchObject({
    kind: "invalid-output",
    step: "train",
    message: "output.loss is missing: the container wrote no /dagwright/outputs/0-loss with number",
  });
  const invalid = await run(single(container({}, type, sh(`echo many > "$1"`, out("loss")))));
  expect(invalid.failure?.message).toBe('output.loss is "many", not number (read from /dagwright/outputs/0-loss)');
  const folder = await run(single(container({}, type, sh(`mkdir "$1"`, out("loss")))));
  expect(folder.failure?.message).toContain("is a folder, not a file with number");
  const binary = await run(single(container({}, objectOf({ text: STRING }), sh(`printf '\\377' > "$1"`, out("text")))));
  expect(binary.failure?.message).toContain("is not UTF-8 text");
});

test("a container that exits with another code than 0 fails with `exit`, one that the engine cannot start with `infrastructure`", async () => {
  expect((await run(single(container({}, undefined, sh("exit 3"))))).failure).toEqual({
    step: "train",
    attempt: 1,
    kind: "exit",
    exitCode: 3,
    message: "the container ended with exit code 3",
  });
  expect((await run(single(container({}, undefined, sh("true"), {}, "acme/missing")))).failure).toMatchObject({
    kind: "infrastructure",
    exitCode: 125,
  });
});

test("a container that takes too long is removed", async () => {
  process.env["STAND_IN_LOG"] = join(kit.home, "calls");
  const ran = await run(single(container({}, undefined, sh("sleep 60"), { config: { timeoutSeconds: 0.3 } })));
  delete process.env["STAND_IN_LOG"];
  expect(ran.failure).toMatchObject({ kind: "timeout" });
  const calls = readFileSync(join(kit.home, "calls"), "utf8").trim().split("\n");
  expect(JSON.parse(calls.at(-1) ?? "")).toEqual(["rm", "--force", expect.stringMatching(/^dagwright-[0-9a-f]{12}-train-1$/u)]);
});

test("declared variables and one time zone are what a container sees of its surroundings", async () => {
  const component = container({}, objectOf({ text: STRING }), sh(`printf '%s %s %s' "$TZ" "$DECLARED" "$TOKEN" > "$1"`, out("text")), {
    config: { env: { DECLARED: { kind: "text", text: "a $(b)" }, TOKEN: { kind: "secret", name: "api", key: "token" } } },
  });
  const ran = await run(single(component), { secrets: ({ name, key }) => `${name}-${key}` });
  expect(ran.outputs).toEqual({ text: "UTC a $(b) api-token" });
});
