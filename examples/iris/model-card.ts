import { component, Markdown, step } from "dagwright";
import type { ForestConfig } from "./config.ts";
import { SPECIES } from "./flowers.ts";

/** Says in words what was trained, how well it does and what it is not for. */
export const writeModelCard = component(
  {},
  async (input: {
    forest: ForestConfig;
    seed: number;
    accuracy: number;
    confusion: number[][];
    crossValidation: { mean: number; worst: number };
  }): Promise<{ card: Markdown }> => {
    const { forest, seed, accuracy, confusion, crossValidation } = input;
    step.log.metric("heldOutAccuracy", accuracy);
    step.log.metric("crossValidatedAccuracy", crossValidation.mean);
    const rows = confusion.map((counts, actual) => `| ${SPECIES[actual]} | ${counts.join(" | ")} |`);
    const text = `# Iris, random forest "${forest.name}"

${forest.trees} trees, each on ${forest.features} of 4 measures. Seed ${seed}.

| accuracy | |
| --- | --- |
| held-out flowers | ${percent(accuracy)} |
| cross-validated, mean | ${percent(crossValidation.mean)} |
| cross-validated, worst fold | ${percent(crossValidation.worst)} |

| actual ↓ predicted → | ${SPECIES.join(" | ")} |
| --- | --- | --- | --- |
${rows.join("\n")}

Learned from 90 flowers of 1936: an example, not a botanist.
`;
    return { card: Markdown.fromText(text, { name: "model-card.md", metadata: { accuracy } }) };
  },
);

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
