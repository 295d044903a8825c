import { Dataset, Markdown, Model } from "dagwright";
import { fake, recordCalls, textArtifact, withFakes } from "dagwright/testing";
import { describe, expect, it } from "vitest";
import { FORESTS } from "./config.ts";
import { crossValidate, scoreFold } from "./cross-validation.ts";
import { Data } from "./data.ts";
import { fromCsv, SPECIES, toCsv } from "./flowers.ts";
import { writeModelCard } from "./model-card.ts";
import iris from "./pipeline.ts";
import { evaluate, trainForest } from "./training.ts";

describe("the pipeline as it is", () => {
  it("finds a forest that is right about nine of ten flowers it has never seen, and says so in a card", async () => {
    const verdict = await iris({});
    expect(verdict.accepted).toBe(true);
    expect(verdict.accuracy).toBeGreaterThanOrEqual(0.9);
    expect(verdict.crossValidated).toBeGreaterThanOrEqual(0.9);
    const card = await verdict.card?.text();
    expect(card).toContain(`# Iris, random forest "${verdict.forest}"`);
    expect(card).toContain("| setosa | 10 | 0 | 0 |");
  });

  it("comes to the same verdict from the same seed", async () => {
    const [first, second] = await Promise.all([iris({ seed: 7 }), iris({ seed: 7 })]);
    expect(second).toMatchObject({ forest: first.forest, accuracy: first.accuracy, crossValidated: first.crossValidated });
    expect(await second.model?.text()).toBe(await first.model?.text());
  });

  it("grows one forest a configuration, side by side, and crosses over five folds", async () => {
    const { calls } = await recordCalls(() => iris({}));
    const count = (step: string): number => calls.filter((call) => call.step === step).length;
    expect(count("trainForest")).toBe(FORESTS.length);
    expect(count("evaluate")).toBe(FORESTS.length + 1);
    expect(count("scoreFold")).toBe(5);
    const lastStart = calls
      .filter(({ step }) => step === "trainForest")
      .reduce((latest, { startedAt }) => (startedAt > latest ? startedAt : latest), 0n);
    const firstEnd = calls.find(({ step }) => step === "trainForest")?.endedAt;
    expect(firstEnd).toBeGreaterThan(lastStart);
  });
});

describe("the pipeline with fakes", () => {
  /** Each forest is as good as the table says on the rows to choose by, and as good as `heldOut` on those to judge by. */
  const irisWith = (accuracies: Readonly<Record<string, number>>, heldOut: number) =>
    withFakes(
      [
        fake(Data.split, async () => ({
          train: textArtifact(Dataset, ""),
          validation: textArtifact(Dataset, "", { rows: "choose" }),
          test: textArtifact(Dataset, "", { rows: "judge" }),
        })),
        fake(trainForest, async ({ forest }) => ({ model: textArtifact(Model, "", { name: forest.name }) })),
        fake(evaluate, async ({ model, table }) => {
          const accuracy = table.metadata["rows"] === "judge" ? heldOut : (accuracies[String(model.metadata["name"])] ?? 0);
          return { accuracy, confusion: [] };
        }),
        fake(Data.fold, async () => ({ folds: [0, 1].map((index) => ({ index, heldOut: [] })) })),
        fake(scoreFold, async ({ fold }) => ({ accuracy: fold.index === 0 ? 0.5 : 1 })),
        fake(writeModelCard, async ({ crossValidation }) => ({ card: textArtifact(Markdown, JSON.stringify(crossValidation)) })),
      ],
      () => recordCalls(() => iris({ minAccuracy: 0.8 })),
    );
  const verdictOf = ({ outcome }: Awaited<ReturnType<typeof irisWith>>) => {
    if (outcome.status === "failed") throw outcome.error;
    return outcome.value;
  };

  it("keeps the best forest", async () => {
    const verdict = verdictOf(await irisWith({ small: 0.7, mixed: 0.95, deep: 0.9 }, 0.85));
    expect(verdict).toMatchObject({ accepted: true, forest: "mixed", accuracy: 0.85 });
    expect(verdict.model?.metadata).toEqual({ name: "mixed" });
  });

  it("keeps the first of equals", async () => {
    expect(verdictOf(await irisWith({ small: 0.7, mixed: 0.9, deep: 0.9 }, 0.85)).forest).toBe("mixed");
  });

  it("hands the mean and the worst fold to the card", async () => {
    const verdict = verdictOf(await irisWith({ small: 1 }, 1));
    expect(verdict.crossValidated).toBe(0.75);
    expect(await verdict.card?.json()).toEqual({ mean: 0.75, worst: 0.5 });
  });

  it("returns early when the best is not good enough, and writes no card", async () => {
    const recording = await irisWith({ small: 0.9 }, 0.79);
    expect(verdictOf(recording)).toEqual({ accepted: false, forest: "small", accuracy: 0.79 });
    const called = new Set(recording.calls.map(({ step }) => step));
    expect(called).toContain("evaluate");
    expect(called).not.toContain("scoreFold");
    expect(called).not.toContain("writeModelCard");
  });

  it("fails as the step that failed, once all that was started has ended", async () => {
    const recording = await withFakes(
      [
        fake(evaluate, async ({ model }) => {
          if (model.metadata["trees"] === 5) throw new Error("no memory left");
          return { accuracy: 1, confusion: [] };
        }),
      ],
      () => recordCalls(() => iris({})),
    );
    expect(recording.outcome).toMatchObject({
      status: "failed",
      error: { name: "StepError", step: "evaluate", kind: "thrown", message: "no memory left" },
    });
    expect(recording.calls.filter(({ step }) => step === "evaluate")).toHaveLength(FORESTS.length);
  });
});

describe("the components", () => {
  it("split keeps the shares of the species, and loses and repeats no flower", async () => {
    const { table, rows } = await Data.load();
    const parts = await Data.split({ table, seed: 1 });
    const flowers = await Promise.all([parts.train, parts.validation, parts.test].map(async (part) => fromCsv(await part.text())));
    expect(flowers.map((part) => SPECIES.map((species) => part.filter((flower) => flower.species === species).length))).toEqual([
      [30, 30, 30],
      [10, 10, 10],
      [10, 10, 10],
    ]);
    const sorted = (text: string): string[] => text.trimEnd().split("\n").toSorted();
    expect(sorted(toCsv(flowers.flat()))).toEqual(sorted(await table.text()));
    expect(rows).toBe(150);
  });

  it("fold puts each row into one fold", async () => {
    const { table } = await Data.load();
    const { folds } = await Data.fold({ table, count: 5, seed: 3 });
    expect(folds.map(({ heldOut }) => heldOut.length)).toEqual([30, 30, 30, 30, 30]);
    expect(folds.flatMap(({ heldOut }) => heldOut).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 150 }, (_, row) => row));
  });

  it("cross-validation can be called alone", async () => {
    const { table } = await Data.load();
    const { mean, worst } = await crossValidate({ table, forest: { name: "few", trees: 3, features: 4 }, seed: 1 });
    expect(mean).toBeGreaterThan(0.85);
    expect(worst).toBeLessThanOrEqual(mean);
  });

  it("a line that is no flower is named", () => {
    expect(() => fromCsv("header\n1,2,3,4,rose\n")).toThrow("line 2 is no flower: 1,2,3,4,rose");
  });
});
