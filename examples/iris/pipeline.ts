import { type Markdown, type Model, pipeline } from "dagwright";
import { FORESTS, MIN_ACCURACY, SEED } from "./config.ts";
import { crossValidate } from "./cross-validation.ts";
import { Data } from "./data.ts";
import { writeModelCard } from "./model-card.ts";
import { evaluate, trainForest } from "./training.ts";

interface Verdict {
  accepted: boolean;
  /** Name of the forest that did best. */
  forest: string;
  /** On flowers that neither training nor choice have seen. */
  accuracy: number;
  crossValidated?: number;
  model?: Model;
  card?: Markdown;
}

/** Trains several forests, keeps the one that does best, and writes a model card if it is good enough. */
export default pipeline(
  "iris",
  async ({ seed = SEED, minAccuracy = MIN_ACCURACY }: { seed?: number; minAccuracy?: number }): Promise<Verdict> => {
    const { table } = await Data.load();
    const { train, validation, test } = await Data.split({ table, seed });

    // In parallel, and unrolled: FORESTS is a constant.
    const candidates = await Promise.all(
      FORESTS.map(async (forest) => {
        const { model } = await trainForest({ table: train, forest, seed });
        const { accuracy } = await evaluate({ model, table: validation });
        return { forest, model, accuracy };
      }),
    );

    // Plain TypeScript over outputs. The first of equals stays.
    const best = candidates.reduce((leader, candidate) => (candidate.accuracy > leader.accuracy ? candidate : leader));

    const heldOut = await evaluate({ model: best.model, table: test });
    const { accuracy, confusion } = heldOut;
    if (accuracy < minAccuracy) return { accepted: false, forest: best.forest.name, accuracy };

    const crossValidation = await crossValidate({ table: train, forest: best.forest, seed });
    const { card } = await writeModelCard({ forest: best.forest, seed, accuracy, confusion, crossValidation });
    return { accepted: true, forest: best.forest.name, accuracy, crossValidated: crossValidation.mean, model: best.model, card };
  },
);
