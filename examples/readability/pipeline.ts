import { component, Markdown, pipeline, step } from "dagwright";

export const split = component({}, async (input: { text: string }): Promise<{ sentences: string[] }> => ({
  sentences: input.text.split(/(?<=[.!?])\s+/),
}));

export const count = component({ retries: 2, timeout: "1m" }, async (input: { sentence: string }): Promise<{ words: number }> => {
  const words = input.sentence.split(/\s+/).length;
  step.log.metric("words", words);
  return { words };
});

export const report = component({ memory: "256Mi" }, async (input: { longest: number; mean: number }): Promise<{ page: Markdown }> => ({
  page: Markdown.fromText(`Longest: ${input.longest} words, mean: ${input.mean.toFixed(1)}.`),
}));

export default pipeline("readability", async ({ text, limit = 20 }: { text: string; limit?: number }) => {
  const { sentences } = await split({ text });
  const counts = await Promise.all(sentences.map((sentence) => count({ sentence }))); // a fan-out over an output
  const words = counts.map((one) => one.words); // plain TypeScript over outputs
  const longest = Math.max(...words);
  if (longest <= limit) return { readable: true, longest }; // a branch
  const { page } = await report({ longest, mean: words.reduce((a, b) => a + b) / words.length });
  return { readable: false, longest, page };
});
