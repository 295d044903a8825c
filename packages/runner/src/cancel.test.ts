import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Document, TaskNode } from "@dagwright/ir";
import { attempt, component, document, literal, pipeline, ref, region, STRING, task } from "@dagwright/ir/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { by, createKit, ofType, survivorsOf, type Kit } from "../test/kit.ts";

let kit: Kit;
beforeEach(() => (kit = createKit()));
afterEach(() => kit.cleanUp());

const at = (name: string): string => join(kit.home, name);
const log = (): string[] => (existsSync(at("log")) ? readFileSync(at("log"), "utf8").trimEnd().split("\n") : []);
const note = (id: string, text: string): TaskNode => task(id, "record", { log: literal(at("log")), text: literal(text) });

/** A step that will not go, with children inside and outside its group, inside a `try`, and clean-up on exit. */
const stubborn = (onExit?: TaskNode): Document =>
  document(
    { stubborn: by("stubborn", component({ ready: STRING })), record: by("record", component({ log: STRING, text: STRING })) },
    {
      main: pipeline(
        region([
          attempt("guarded", region([task("stays", "stubborn", { ready: literal(at("ready")) })]), {
            catch: region([note("caught", "catch")]),
            finally: region([note("last", "finally")]),
          }),
          task("after", "record", { log: literal(at("log")), text: literal("after") }, { order: ["guarded"] }),
        ]),
        onExit === undefined ? {} : { onExit },
      ),
    },
  );

test("cancelling leaves no process, runs neither catch nor finally, and still cleans up on exit", async () => {
  const cancel = new AbortController();
  const ran = await kit.run(stubborn(note("exit", "exit")), {
    signal: cancel.signal,
    onEvent: (event) => {
      if (event.type === "log" && event.text === "ready") cancel.abort();
    },
  });
  expect(ran).toMatchObject({ status: "cancelled", outputs: undefined, onExit: { kind: "succeeded" } });
  expect(ran.failure).toBeUndefined();
  expect(log()).toEqual(["exit"]);
  expect(survivorsOf(ran.id)).toBe(0);
  expect(ofType(ran.events, "stepFinished").map(({ step, status }) => [step, status])).toEqual([
    ["stays", "cancelled"],
    ["exit", "succeeded"],
  ]);
  expect(ofType(ran.events, "stepNotStarted").map(({ step, status }) => [step, status])).toEqual(
    expect.arrayContaining([["after", "cancelled"]]),
  );
});

test("abandoning kills at once, the clean-up too", async () => {
  const abandon = new AbortController();
  const ran = await kit.run(stubborn(note("exit", "exit")), {
    abandon: abandon.signal,
    graceMs: 600_000,
    onEvent: (event) => {
      if (event.type === "log" && event.text === "ready") abandon.abort();
    },
  });
  expect(ran.status).toBe("cancelled");
  expect(log()).toEqual([]);
  expect(survivorsOf(ran.id)).toBe(0);
});

test("a run that is cancelled before it starts starts nothing", async () => {
  const ran = await kit.run(stubborn(), { signal: AbortSignal.abort() });
  expect(ran.status).toBe("cancelled");
  expect(ofType(ran.events, "stepStarted")).toEqual([]);
});

test("waiting for a retry or an approval is cut short", async () => {
  const cancel = new AbortController();
  const doc = document(
    { boom: by("boom", component({ message: STRING }, undefined, { retries: { limit: 5, on: "any", backoffSeconds: 3600 } })) },
    {
      main: pipeline(
        region([
          task("fails", "boom", { message: literal("no") }),
          {
            kind: "approval",
            id: "ask",
            span: { file: "p.ts", start: [1, 1], end: [1, 1] },
            order: [],
            message: ref("input", "question"),
            fields: {},
          },
        ]),
        { inputs: { question: { type: STRING } } },
      ),
    },
  );
  let asked = "";
  const ran = await kit.run(doc, {
    inputs: { question: "Sure?" },
    signal: cancel.signal,
    approvals: (call) => {
      asked = call.message;
      return new Promise(() => undefined);
    },
    onEvent: (event) => {
      if (event.type === "stepFinished") cancel.abort();
    },
  });
  expect(ran.status).toBe("cancelled");
  expect(asked).toBe("Sure?");
});
