// KFP: failing/pipeline_with_multiple_exit_handlers
// Exercises: three parts side by side, each with a clean-up that runs whatever happens; one part fails, and so does the run
import { component, pipeline } from "dagwright";

export const print = component({}, async (input: { text: string }): Promise<void> => console.log(input.text));

export const fail = component({}, async (input: { reason: string }): Promise<void> => {
  throw new Error(input.reason);
});

export default pipeline("three-clean-ups", async ({ text = "good morning" }: { text?: string }) => {
  await Promise.all([
    (async () => {
      try {
        await print({ text });
        await fail({ reason: "the first part broke" });
      } finally {
        await print({ text: "cleaned up after the first part" });
      }
    })(),
    (async () => {
      try {
        await print({ text });
      } finally {
        await print({ text: "cleaned up after the second part" });
      }
    })(),
    (async () => {
      try {
        await print({ text });
      } finally {
        await print({ text: "cleaned up after the third part" });
      }
    })(),
  ]);
});
