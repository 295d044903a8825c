import { describe, expect, expectTypeOf, test } from "vitest";
import { approval, component, container, Dataset, Model, pipeline, StepError, withOptions } from "./index.ts";
import { fake, folderArtifact, jsonArtifact, recordCalls, textArtifact, withApprovals, withFakes } from "./testing.ts";

const load = component({}, async (input: { table: string }): Promise<{ data: Dataset; rows: number }> => {
  throw new Error(`no network for ${input.table}`);
});
const train = container<{ data: Dataset }, { model: Model; loss: number }>({ image: "python" });
const main = pipeline("main", async ({ table }: { table: string }) => {
  const { data, rows } = await load({ table });
  const { model, loss } = await withOptions(train, { memory: "2Gi" })({ data });
  return { model, loss, rows };
});

describe("withFakes", () => {
  test("puts fakes in place of components and containers, with other options too", async () => {
    const result = await withFakes(
      [
        [load, async () => ({ data: textArtifact(Dataset, "a\n1\n", { rows: 1 }), rows: 1 })],
        fake(train, async ({ data }) => ({ model: jsonArtifact(Model, await data.text()), loss: 0.5 })),
      ],
      () => main({ table: "t" }),
    );
    expectTypeOf(result).toEqualTypeOf<{ model: Model; loss: number; rows: number }>();
    expect(await result.model.json()).toBe("a\n1\n");
    expect(result.rows).toBe(1);
  });

  test("ends with its function", async () => {
    await withFakes([[load, async () => ({ data: textArtifact(Dataset, ""), rows: 0 })]], () => load({ table: "t" }));
    await expect(load({ table: "t" })).rejects.toThrow("no network for t");
  });

  test("a fake passes the boundary", async () => {
    const bad = withFakes([[load, async () => ({ data: textArtifact(Dataset, ""), rows: Number.NaN })]], () => load({ table: "t" }));
    await expect(bad).rejects.toThrow("output.rows is NaN");
  });

  test("refuses what is no step", async () => {
    const plain = async (): Promise<void> => {};
    await expect(withFakes([[plain, plain]], async () => {})).rejects.toMatchObject({ code: "not-a-step" });
  });
});

describe("withApprovals", () => {
  const ship = component({}, async (input: { by: string; slots: number }): Promise<string> => `${input.by} ships ${input.slots}`);
  const gate = pipeline("gate", async () => {
    const { by, slots } = await approval({ message: "Ship it?", policy: "production", fields: { slots: "number", region: ["eu", "us"] } });
    return ship({ by, slots });
  });

  test("answers by message, by policy, or for all", async () => {
    const yes = { by: "ada", fields: { slots: 3, region: "eu" } };
    for (const key of ["Ship it?", "production", "*"]) expect(await withApprovals({ [key]: yes }, () => gate())).toBe("ada ships 3");
    expect(
      await withApprovals(
        ({ message }) => ({ ...yes, by: message }),
        () => gate(),
      ),
    ).toBe("Ship it? ships 3");
  });

  test("a rejection is a StepError", async () => {
    await expect(withApprovals({ "*": { approved: false, reason: "too early" } }, () => gate())).rejects.toMatchObject({
      name: "StepError",
      kind: "rejected",
      message: "too early",
    });
  });

  test("a field of the wrong type is refused", async () => {
    await expect(withApprovals({ "*": { fields: { slots: 1, region: "mars" } } }, () => gate())).rejects.toThrow(
      'the approval\'s field region is "mars", not eu | us',
    );
  });

  test("without an answer nothing starts", async () => {
    const late = pipeline("late", async () => {
      await ship({ by: "x", slots: 1 });
      await approval({ message: "Well?" });
    });
    const { calls, outcome } = await recordCalls(() => late());
    expect(calls).toEqual([]);
    expect(outcome).toMatchObject({
      status: "failed",
      error: { code: "no-answer", message: expect.stringContaining("the pipeline late asks for an approval") },
    });
  });
});

describe("recordCalls", () => {
  test("writes down every call with argument, outcome and times", async () => {
    const half = component({ retries: 1 }, async (input: { n: number }): Promise<number> => {
      if (input.n % 2 === 1) throw new Error(`${input.n} is odd`);
      return input.n / 2;
    });
    const halves = pipeline("halves", async () => Promise.all([half({ n: 4 }), half({ n: 3 })]));
    const { outcome, calls } = await recordCalls(() => halves());
    expect(outcome).toMatchObject({ status: "failed", error: { step: "half", attempt: 2 } });
    expect(calls).toMatchObject([
      { step: "half", input: { n: 4 }, outcome: { status: "succeeded", output: 2 }, attempts: 1 },
      {
        step: "half",
        input: { n: 3 },
        outcome: { status: "failed", error: { step: "half", kind: "thrown", attempt: 2, message: "3 is odd" } },
        attempts: 2,
      },
    ]);
    for (const { startedAt, endedAt } of calls) expect(endedAt > startedAt).toBe(true);
  });

  test("shows artifacts by content and dates as text", async () => {
    const make = component({}, async (input: { at: Date }): Promise<{ data: Dataset }> => ({
      data: Dataset.fromText(input.at.toISOString(), { metadata: { rows: 1 } }),
    }));
    const { calls } = await recordCalls(() => make({ at: new Date(0) }));
    expect(calls).toMatchObject([
      {
        input: { at: "1970-01-01T00:00:00.000Z" },
        outcome: { output: { data: { $artifact: "Dataset", digest: expect.stringMatching(/^[0-9a-f]{64}$/u), metadata: { rows: 1 } } } },
      },
    ]);
  });
});

describe("artifacts", () => {
  test("keep what the file was when they were made", async () => {
    const folder = folderArtifact(Model, { "b.txt": "b", "deep/a.txt": "a" }, { layers: 2 });
    expect(folder.metadata).toEqual({ layers: 2 });
    const same = folderArtifact(Model, { "deep/a.txt": "a", "b.txt": "b" });
    expect(same.digest).toBe(folder.digest);
    expect(folderArtifact(Model, { "b.txt": "b", "deep/a.txt": "A" }).digest).not.toBe(folder.digest);
    await expect(folder.text()).rejects.toThrow("EISDIR");
  });

  test("a file's digest is that of its bytes", () => {
    expect(textArtifact(Dataset, "").digest).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });

  test("refuse a path where nothing is, and values that JSON cannot hold", () => {
    expect(() => Model.fromFile("/no/such/file")).toThrow("there is no file or folder at /no/such/file, so no Model can be made of it");
    expect(() => Model.fromJson({ loss: Number.NaN })).toThrow("loss is NaN");
    expect(() => Model.fromJson(undefined)).toThrow("undefined is nothing that JSON can hold");
  });

  test("pass steps unchanged", async () => {
    const same = component({}, async (input: { data: Dataset }): Promise<{ data: Dataset }> => ({ data: input.data }));
    const data = textArtifact(Dataset, "x", { rows: 1 });
    expect((await same({ data })).data).toBe(data);
    expect(new StepError({ step: "s", attempt: 1, kind: "thrown", message: "m" })).toBeInstanceOf(Error);
  });
});
