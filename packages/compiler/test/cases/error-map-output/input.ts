import { component, pipeline } from "dagwright";

export const index = component({}, async (input: { text: string }): Promise<Map<string, number>> => new Map([[input.text, 1]]));

export default pipeline("main", async () => {
  const found = await index({ text: "a" });
  return found.size;
});
