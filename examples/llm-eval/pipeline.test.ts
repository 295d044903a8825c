import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { fake, recordCalls, withFakes } from "dagwright/testing";
import { afterEach, describe, expect, it } from "vitest";
import evaluate, { generate, judge, notify } from "./pipeline.ts";
import { standIn } from "./stand-in.ts";

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** An address for a history that is empty yet. */
function newHistory(): string {
  const folder = mkdtempSync(join(tmpdir(), "llm-eval-"));
  folders.push(folder);
  return pathToFileURL(join(folder, "last.json")).href;
}

describe("the evaluation", () => {
  it("accepts a model that knows most, and says what it did not know", async () => {
    const verdict = await evaluate({ size: 40 });
    expect(verdict).toMatchObject({ accepted: true, score: 0.95, unanswered: 0 });
    const page = await verdict.page.text();
    expect(page).toContain("# good: 95 % of 40 questions");
    expect(page).toContain("- **What is the next prime after 31?** 37, and not: It is 39.");
  });

  it("refuses a model below the score that is asked for", async () => {
    const verdict = await evaluate({ model: "weak", size: 40, minScore: 0.95 });
    expect(verdict).toMatchObject({ accepted: false, reason: "a score of 0.80 is below 0.95" });
  });

  it("refuses a model that got worse in a topic since the last accepted run", async () => {
    const history = newHistory();
    expect(await evaluate({ size: 40, history })).toMatchObject({ accepted: true });
    const verdict = await evaluate({ model: "weak", size: 40, history });
    expect(verdict).toMatchObject({ accepted: false, reason: "worse than the last run: arithmetic" });
    expect(await verdict.page.text()).toContain("| arithmetic | 10 | 50 % | 90 % |");
    // What was refused is nothing to compare with.
    expect(await evaluate({ size: 40, history })).toMatchObject({ accepted: true });
  });

  it("refuses a model that costs too much", async () => {
    const verdict = await evaluate({ size: 8, budget: 10 });
    expect(verdict).toMatchObject({ accepted: false, score: 1 });
    expect(verdict.reason).toMatch(/^\d+ tokens are more than the 10 that answers may cost$/u);
  });

  it("asks in batches, and a third grader only where the first two do not agree", async () => {
    const { calls } = await recordCalls(() => evaluate({ size: 40 }));
    const of = (step: string) => calls.filter((call) => call.step === step);
    expect(of("generate").map(({ input }) => (input as { batch: unknown[] }).batch.length)).toEqual([8, 8, 8, 8, 8]);
    const graded = of("judge").map(({ input }) => (input as { questions: { id: string }[] }).questions.map(({ id }) => id));
    expect(graded.map((ids) => ids.length)).toEqual([40, 40, 1, 1]);
    expect(graded[2]).toEqual(["geography-8"]);
  });

  it("goes on without a batch that fails, and says so", async () => {
    const { outcome, calls: all } = await withFakes(
      [
        fake(generate, async ({ batch, model, endpoint }) => {
          if (batch.some(({ id }) => id === "units-9")) throw new Error("overloaded");
          return generate({ batch, model, endpoint });
        }),
      ],
      () => recordCalls(() => evaluate({ size: 40, minScore: 0.5 })),
    );
    expect(outcome).toMatchObject({ status: "succeeded", value: { accepted: true, unanswered: 8 } });
    expect(all.filter(({ step }) => step === "notify").map(({ input }) => (input as { text: string }).text)).toContain(
      "good gave no answer to 8 questions",
    );
  });

  it("tells the channel before it fails", async () => {
    const said: string[] = [];
    const { outcome } = await withFakes(
      [
        fake(judge, async () => {
          throw new Error("no quota left");
        }),
        fake(notify, async ({ text }) => void said.push(text)),
      ],
      () => recordCalls(() => evaluate({})),
    );
    expect(outcome).toMatchObject({ status: "failed", error: { step: "judge", message: "no quota left" } });
    expect(said).toEqual(["the evaluation of good failed"]);
  });
});

it("speaks the chat-completions protocol", async () => {
  const seen: unknown[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const { model, messages } = JSON.parse(text) as { model: string; messages: { content: string }[] };
      seen.push(request.url, request.headers.authorization);
      const content = standIn({ model, system: messages[0]?.content ?? "", text: messages[1]?.content ?? "" });
      response
        .setHeader("content-type", "application/json")
        .end(JSON.stringify({ choices: [{ message: { content } }], usage: { total_tokens: 10 } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = server.address() as AddressInfo;
    expect(await evaluate({ endpoint: `http://127.0.0.1:${port}/v1`, size: 4 })).toMatchObject({ accepted: true, score: 1, tokens: 40 });
    expect(seen).toContain("/v1/chat/completions");
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});
