import { approval, document, field, literal, pipeline, ref, region, STRING, yields } from "@dagwright/ir/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createKit, type Kit } from "../test/kit.ts";

let kit: Kit;
beforeEach(() => (kit = createKit()));
afterEach(() => kit.cleanUp());

const asks = approval("ask", literal("Sure?"), { stage: field(STRING) });

test("an answer's fields go to what reads them, with the reason and who gave it", async () => {
  const doc = document({}, { main: pipeline(yields(ref("ask", "stage"), asks), { output: field(STRING) }) });
  const ran = await kit.run(doc, { approvals: () => Promise.resolve({ approve: { stage: "blue" } }) });
  expect(ran).toMatchObject({ status: "succeeded", outputs: "blue" });
});

test("a rejection fails the step `approval`, as it does in plain Node, wherever it stands", async () => {
  const doc = document({}, { main: pipeline(region([asks])) });
  const ran = await kit.run(doc, { approvals: () => Promise.resolve({ reject: "not today" }) });
  expect(ran.failure).toEqual({ step: "approval", attempt: 1, kind: "rejected", message: "not today" });
});

test("an answer without a field that was asked for is none", async () => {
  const ran = await kit.run(document({}, { main: pipeline(region([asks])) }), { approvals: () => Promise.resolve({ approve: {} }) });
  expect(ran.failure).toMatchObject({ step: "approval", kind: "invalid-output", message: "the answer has no stage" });
});
