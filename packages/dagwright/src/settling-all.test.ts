import { expect, test } from "vitest";
import { component, pipeline, StepError } from "./index.ts";

const seen: string[] = [];
const say = component({}, async ({ text, fails = false }: { text: string; fails?: boolean }): Promise<void> => {
  await new Promise((done) => setTimeout(done, text.length));
  seen.push(text);
  if (fails) throw new Error(`${text} failed`);
});

const run = async (body: () => Promise<unknown>): Promise<unknown> => {
  seen.length = 0;
  return pipeline("main", async (): Promise<string> => String(await body()))().catch((error: unknown) =>
    error instanceof StepError ? `${error.step}: ${error.message}` : error,
  );
};

test("a failure is caught when the other members have ended, those that catch their own failure too", async () => {
  await run(async () => {
    try {
      await Promise.all([
        say({ text: "first", fails: true }),
        (async () => {
          try {
            await say({ text: "second", fails: true });
          } catch {
            await say({ text: "caught inside" });
          }
        })(),
      ]);
    } catch {
      await say({ text: "caught outside" });
    }
  });
  expect(seen).toEqual(["first", "second", "caught inside", "caught outside"]);
});

test("what a member throws itself waits for the others, and is not the failure if one before it in the list failed", async () => {
  const result = await run(() =>
    Promise.all([
      say({ text: "a slow step", fails: true }),
      (async () => {
        await say({ text: "quick" });
        throw new Error("thrown by the member");
      })(),
    ]),
  );
  expect(seen).toEqual(["quick", "a slow step"]);
  expect(result).toBe("say: a slow step failed");
});

test("a join without failures gives what the language's own gives", async () => {
  expect(await run(async () => JSON.stringify(await Promise.all([Promise.resolve(1), say({ text: "c" })])))).toBe("[1,null]");
});

test("the language has its own again after a run whose clean-up fails, whatever that throws", async () => {
  const own = Promise.all;
  const thrown = new Error("");
  Object.defineProperty(thrown, "message", {
    get: () => {
      throw new Error("no message");
    },
  });
  const onExit = async (): Promise<void> => {
    expect(Promise.all).not.toBe(own);
    throw thrown;
  };
  const warnings: string[] = [];
  const heard = (warning: Error): number => warnings.push(warning.message);
  process.on("warning", heard);
  try {
    const main = pipeline("main", { onExit: component({}, onExit) }, async (): Promise<string> => "done");
    expect(await main()).toBe("done");
    await new Promise((done) => setImmediate(done));
    expect(warnings).toEqual(["onExit of the pipeline main failed: something that has no text was thrown"]);
  } finally {
    process.off("warning", heard);
  }
  expect(Promise.all).toBe(own);
});

test("steps, and everything after the run, have the language's own", async () => {
  const own = Promise.all;
  const joins = component({}, async (): Promise<string> => {
    const first = await Promise.all([Promise.reject(new Error("at once")), new Promise(() => {})]).catch(String);
    return String(first);
  });
  expect(await run(() => joins())).toBe("Error: at once");
  expect(Promise.all).toBe(own);
});
