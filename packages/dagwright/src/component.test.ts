import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { component, container, Dataset, importer, kubernetesResource, pipeline, step, StepError, withOptions } from "./index.ts";

const failure = async (promise: Promise<unknown>): Promise<StepError> => {
  const [outcome] = await Promise.allSettled([promise]);
  if (outcome.status === "rejected" && outcome.reason instanceof StepError) return outcome.reason;
  throw new Error(`no StepError: ${JSON.stringify(outcome)}`);
};

type Data = undefined | number | Date | Data[] | { [name: string]: Data };
const echo = component({}, async (input: { value: Data }): Promise<Data> => input.value);

describe("the boundary", () => {
  test("copies and freezes inputs and outputs", async () => {
    const given = { value: [{ a: 1 }] };
    const result = await echo(given);
    expect(result).toEqual([{ a: 1 }]);
    expect(result).not.toBe(given.value);
    expect(Object.isFrozen(result)).toBe(true);
    expect(Object.isFrozen(given.value)).toBe(false);
  });

  test("a mutated input is an error at its line", async () => {
    const push = component({}, async (input: { list: number[] }) => {
      input.list.push(1);
    });
    expect(await failure(push({ list: [] }))).toMatchObject({ kind: "thrown", step: "push" });
  });

  test("drops undefined, turns -0 into 0, keeps dates", async () => {
    expect(await echo({ value: { gone: undefined, zero: -0, when: new Date(0) } })).toStrictEqual({ zero: 0, when: new Date(0) });
  });

  test("an output that cannot cross is invalid and names its path", async () => {
    const bad = component({}, async (): Promise<{ scores: number[] }> => ({ scores: [1, Number.NaN] }));
    expect(await failure(bad())).toMatchObject({
      kind: "invalid-output",
      step: "bad",
      attempt: 1,
      message: "output.scores[1] is NaN, which JSON cannot hold",
    });
  });

  test("an input that cannot cross fails the step that would read it", async () => {
    expect(await failure(echo({ value: new Map() as never }))).toMatchObject({
      kind: "thrown",
      message: "input.value is a Map, which does not survive a step boundary",
    });
  });
});

describe("attempts", () => {
  test("retries count from 1 and the last failure is kept", async () => {
    const attempts: number[] = [];
    const flaky = component({ retries: 2 }, async () => {
      attempts.push(step.attempt);
      throw new Error(`attempt ${step.attempt}`);
    });
    expect(await failure(flaky())).toMatchObject({ attempt: 3, message: "attempt 3" });
    expect(attempts).toEqual([1, 2, 3]);
  });

  test("a retry may succeed", async () => {
    const second = component({ retries: { limit: 1, on: "failure" } }, async (): Promise<number> => {
      if (step.attempt === 1) throw new Error("not yet");
      return step.attempt;
    });
    expect(await second()).toBe(2);
  });

  test("retries for the infrastructure alone do not repeat a failing step", async () => {
    const once = component({ retries: { limit: 3, on: "infrastructure" } }, async () => {
      throw new Error("mine");
    });
    expect(await failure(once())).toMatchObject({ attempt: 1 });
  });

  test("a timeout aborts the signal", async () => {
    let aborted = false;
    const slow = component({ timeout: "0.02s" }, async () => {
      step.signal.addEventListener("abort", () => {
        aborted = true;
      });
      await wait(500, undefined, { ref: false });
    });
    expect(await failure(slow())).toMatchObject({ kind: "timeout", step: "slow", message: "took longer than 0.02 s" });
    expect(aborted).toBe(true);
  });

  test("whatever is thrown becomes a StepError with its cause", async () => {
    const odd = component({}, async () => {
      // eslint-disable-next-line typescript/only-throw-error -- users do
      throw "just text";
    });
    const error = await failure(odd());
    expect(error).toMatchObject({ kind: "thrown", message: "just text", cause: "just text" });
  });
});

test("a component that a component calls is a plain call", async () => {
  const inner = component({ retries: 3 }, async (input: { list: number[] }): Promise<number> => {
    input.list.push(1);
    return step.attempt;
  });
  const outer = component({}, async (): Promise<number> => inner({ list: [] }));
  expect(await outer()).toBe(1);
});

describe("steps that are no functions", () => {
  const train = container<{ seed: number }, { loss: number }>({ image: "python", fake: async ({ seed }) => ({ loss: seed / 2 }) });
  const bare = container<{ seed: number }, { loss: number }>({ image: "python" });

  test("a container runs its fake", async () => {
    expect(await train({ seed: 4 })).toEqual({ loss: 2 });
  });

  test("a container without a fake says so", async () => {
    await expect(bare({ seed: 1 })).rejects.toThrow("bare does not run in plain Node; give it a `fake`");
    await expect(pipeline("p", async () => bare({ seed: 1 }))()).rejects.toMatchObject({ code: "no-fake" });
  });

  test("a container cannot be started by a component", async () => {
    const outer = component({}, async () => train({ seed: 1 }));
    await expect(outer()).rejects.toMatchObject({ code: "container-in-component" });
  });

  test("a resource runs its fake, else it says so", async () => {
    const manifest = (i: { name: string }) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: i.name } });
    const config = kubernetesResource<{ name: string }>({ action: "apply", manifest, fake: async () => {} });
    const real = kubernetesResource<{ name: string }>({ action: "apply", manifest });
    await expect(config({ name: "a" })).resolves.toBeUndefined();
    await expect(real({ name: "a" })).rejects.toThrow("real does not run in plain Node");
  });

  test("an importer reads files, and says what it cannot read", async () => {
    const table = importer(Dataset);
    const made = Dataset.fromText("a,b", { name: "t.csv" });
    expect(await (await table({ uri: made.uri })).text()).toBe("a,b");
    await expect(table({ uri: "s3://bucket/t.csv" })).rejects.toThrow("plain Node reads only files, not s3://bucket/t.csv");
  });
});

test("withOptions changes how the step runs and nothing else", async () => {
  const flaky = component({}, async (input: { until: number }): Promise<number> => {
    if (step.attempt < input.until) throw new Error("again");
    return step.attempt;
  });
  await expect(flaky({ until: 2 })).rejects.toThrow("again");
  expect(await withOptions(flaky, { retries: 1 })({ until: 2 })).toBe(2);
  expect(await failure(withOptions(flaky, { retries: 1 })({ until: 9 }))).toMatchObject({ step: "flaky", attempt: 2 });
});
