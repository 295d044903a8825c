import { StepError } from "dagwright";
import { recordCalls, textArtifact, withFakes } from "dagwright/testing";
import { Model } from "dagwright";
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
    const lastStart = calls.filter(({ step }) => step === "trainForest").reduce((latest, { startedAt }) => (startedAt > latest ? startedAt : latest), 0n);
    const firstEnd = calls.find(({ step }) => step === "trainForest")?.endedAt;
    expect(firstEnd).toBeGreaterThan(lastStart);
  });
});

describe("the pipeline with fakes", () => {
  const model = textArtifact(Model, "{}");
  /** Each forest is as good as the table says; held-out flowers are judged like the others. */
  const judgedBy = (accuracies: Readonly<Record<string, number>>, held: number) =>
    withFakes(
      [
        [trainForest, async ({ forest }) => ({ model: textArtifact(Model, "{}", { name: forest.name }) })],
        [
          evaluate,
          async ({ model: judged, table }) => ({
            accuracy: table.metadata["rows"] === 30 && seen++ < FORESTS.length ? (accuracies[String(judged.metadata["name"])] ?? 0) : held,
            confusion: [],
          }),
        ],
        [scoreFold, async ({ fold }) => ({ accuracy: fold.index === 0 ? 0.5 : 1 })],
        [writeModelCard, async ({ crossValidation }) => ({ card: cardOf(crossValidation) })],
      ],
      () => recordCalls(() => iris({})),
    );
});
