// KFP: parallel_and_nested/pipeline_in_pipeline_complex
// Exercises: a pipeline with an if, called for each item of a loop; containers in it; a pipeline that nothing calls
import { component, container, pipeline } from "dagwright";

export const say = component({}, async (input: { text: string }): Promise<string> => input.text);

export const echo = container<{ text: string }, {}>({
  image: "alpine:3.22",
  command: ["echo"],
  args: (i) => [i.text],
  fake: async () => ({}),
});

export const greet = pipeline("greet", async ({ text }: { text: string }) => {
  const said = await say({ text });
  if (said === "Hello") await echo({ text: "you too" });
  if (said !== "Hello") await echo({ text: "see you" });
});

export const notUsed = pipeline("not-used", async () => {
  await greet({ text: "nobody" });
});

export default pipeline("greetings", async ({ text = "Hello" }: { text?: string }) => {
  await say({ text });
  await Promise.all(["Hello", "Good night"].map((item) => greet({ text: item })));
});
