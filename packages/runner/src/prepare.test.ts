import type { Component, Document } from "@dagwright/ir";
import {
  approval,
  arrayOf,
  component,
  document,
  field,
  literal,
  NUMBER,
  objectOf,
  optional,
  pipeline,
  ref,
  region,
  SPAN,
  STRING,
  task,
} from "@dagwright/ir/testing";
import { sha256 } from "@dagwright/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { by, createKit, ofType, STEPS, type Kit } from "../test/kit.ts";
import { RunnerError } from "./runner-error.ts";

let kit: Kit;
beforeEach(() => (kit = createKit()));
afterEach(() => kit.cleanUp());

const container = (image: string, fake?: string): Component => ({
  input: { fields: { n: { type: NUMBER } } },
  output: { type: objectOf({ loss: NUMBER }) },
  implementation: {
    kind: "container",
    image,
    command: [],
    args: [],
    ...(fake === undefined ? {} : { fake: { bundle: STEPS, export: fake } }),
  },
  config: {},
  span: SPAN,
});
const run = (components: Record<string, Component>, more: Parameters<typeof region>[0] = []): Document =>
  document(components, {
    main: pipeline(region([...Object.keys(components).map((name) => task(`a-${name}`, name, { n: literal(1) })), ...more])),
  });

async function problemsOf(doc: Document, options: Parameters<Kit["run"]>[1] = {}): Promise<readonly string[]> {
  const events: string[] = [];
  const error: unknown = await kit.run(doc, { ...options, onEvent: (event) => events.push(event.type) }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(events).toEqual([]);
  if (!(error instanceof RunnerError)) throw error;
  return error.problems.map(({ code, message, help }) => [code, message, ...(help === undefined ? [] : [help])].join(" | "));
}

test("containers that nothing can run are listed all at once, before anything starts", async () => {
  const fine = by("double", component({ n: NUMBER }, NUMBER));
  expect(
    await problemsOf(run({ one: container("acme/one:1"), fine, faked: container("acme/f:1", "fakeTrain"), two: container("acme/two:2") })),
  ).toEqual([
    "containerWithoutExecutor | one runs in a container (acme/one:1), and no container engine answers here",
    "containerWithoutExecutor | two runs in a container (acme/two:2), and no container engine answers here | install podman or docker and start its service, or give each of these containers a fake: async (input) => ({ … })",
  ]);
});

test("a command without a service behind it is no engine", async () => {
  // Docker's command is often there without its daemon; a folder without either has none.
  expect(await problemsOf(run({ one: container("acme/one:1") }), { engine: "auto", path: kit.home })).toHaveLength(1);
});

test("a container with a typed fake runs it in a process when there is no engine", async () => {
  const doc = document(
    { train: container("acme/f:1", "fakeTrain") },
    { main: pipeline(region([task("t", "train", { n: literal(3) })], { value: ref("t") }), { output: field(objectOf({ loss: NUMBER })) }) },
  );
  expect(await kit.run(doc)).toMatchObject({ status: "succeeded", outputs: { loss: 1.5 } });
});

test("missing and changed bundles, missing secrets and unanswered approvals are said at once", async () => {
  const missing: Component = { ...component(), implementation: { kind: "typescript", bundle: sha256("nobody has it"), export: "f" } };
  const secretive = by("nothing", component({}, undefined, { env: { KEY: { kind: "secret", name: "my-api", key: "token" } } }));
  const doc = document(
    { missing, secretive },
    { main: pipeline(region([task("m", "missing"), task("s", "secretive"), approval("ship", literal("Ship?"))])) },
  );
  expect(await problemsOf(doc)).toEqual([
    "secretMissing | the secret my-api/token has no value here | set DAGWRIGHT_SECRET_MY_API_TOKEN in the environment",
    "approvalUnanswered | nobody can answer the approval ship here",
    `bundleMissing | the bundle ${sha256("nobody has it")} is not there | compile the pipeline again`,
  ]);
  const changed = await problemsOf(document({ missing }, { main: pipeline(region([task("m", "missing")])) }), {
    bundles: () => Buffer.from("changed"),
  });
  expect(changed[0]).toContain("bundleCorrupt | ");
});

test("a Kubernetes resource is refused", async () => {
  const resource: Component = { ...component(), implementation: { kind: "kubernetesResource", action: "apply", manifest: literal({}) } };
  expect(await problemsOf(document({ resource }, { main: pipeline(region([task("r", "resource")])) }))).toEqual([
    "unsupported | resource changes a Kubernetes resource, which only a cluster can run",
  ]);
});

test("inputs that do not fit are refused before anything starts", async () => {
  const doc = document(
    { double: by("double", component({ n: NUMBER }, NUMBER)) },
    { main: pipeline(region([task("d", "double", { n: ref("input", "n") })]), { inputs: { n: { type: NUMBER } } }) },
  );
  await expect(kit.run(doc, { inputs: { n: "x" } })).rejects.toMatchObject({ name: "InputsError" });
  await expect(kit.run(doc, { inputs: {} })).rejects.toThrow("n is missing");
});

test("the caller's functions stand in for components, see their inputs and can fail like a step", async () => {
  const doc = document(
    {
      train: container("acme/t:1"),
      list: by("boom", component({ n: NUMBER }, arrayOf(STRING))),
      maybe: by("boom", component({}, optional(NUMBER))),
    },
    {
      main: pipeline(
        region([task("t", "train", { n: literal(4) }), task("l", "list", { n: ref("t", "loss") }), task("m", "maybe")], {
          value: ref("l"),
        }),
        { output: field(arrayOf(STRING)) },
      ),
    },
  );
  const seen: unknown[] = [];
  const fakes = {
    train: async ({ input }: { input: unknown }) => (seen.push(input), { loss: 0.5 }),
    list: async ({ input }: { input: unknown }) => (seen.push(input), ["a"]),
    maybe: async () => undefined,
  };
  const ran = await kit.run(doc, { fakes });
  expect(ran).toMatchObject({ status: "succeeded", outputs: ["a"] });
  expect(seen).toEqual([{ n: 4 }, { n: 0.5 }]);
  expect(ofType(ran.events, "stepStarted").map(({ executor }) => executor)).toEqual(["fake", "fake", "fake"]);

  const wrong = await kit.run(doc, { fakes: { ...fakes, train: async () => ({ loss: "high" }) } });
  expect(wrong.failure).toMatchObject({ kind: "invalid-output", step: "train" });
  const thrown = await kit.run(doc, { fakes: { ...fakes, list: async () => Promise.reject(new RangeError("no")) } });
  expect(thrown.failure).toMatchObject({ kind: "thrown", step: "list", message: "no" });
});

test.runIf(process.platform === "linux")("a home where no folder can be is named before anything starts, with a way out", async () => {
  expect(await problemsOf(run({ fine: by("double", component({ n: NUMBER }, NUMBER)) }), { home: "/proc/nope" })).toEqual([
    "homeNotWritable | nothing can be written to /proc/nope: ENOENT: no such file or directory, mkdir '/proc/nope' | choose another home: DAGWRIGHT_HOME=FOLDER",
  ]);
});

test("200 steps in this process keep to the limit", async () => {
  let running = 0;
  let most = 0;
  let isFull = (): void => undefined;
  const full = new Promise<void>((resolve) => (isFull = resolve));
  const names = Array.from({ length: 200 }, (_, index) => `s${index}`);
  const doc = document({ work: by("boom", component({}, NUMBER)) }, { main: pipeline(region(names.map((name) => task(name, "work")))) });
  const ran = await kit.run(doc, {
    concurrency: 7,
    fakes: {
      work: async () => {
        most = Math.max(most, ++running);
        if (running === 7) isFull();
        await full;
        return running--;
      },
    },
  });
  expect(ran.status).toBe("succeeded");
  expect(most).toBe(7);
});
