// KFP: if_elif_else_with_oneof_parameters
// Exercises: one of three branches gives a pipeline's output, which the calling pipeline reads
import { component, pipeline } from "dagwright";

export const roll = component({}, async (input: { seed: number }): Promise<"win" | "lose" | "draw"> => {
  const sides = ["win", "lose"] as const;
  return sides[input.seed % 3] ?? "draw";
});

export const announce = component({}, async (input: { text: string }): Promise<string> => {
  console.log(input.text);
  return input.text;
});

export const announceDraw = component({}, async (input: { text: string }): Promise<{ headline: string }> => ({
  headline: input.text.toUpperCase(),
}));

export const play = pipeline("play", async ({ seed }: { seed: number }): Promise<{ headline: string }> => {
  switch (await roll({ seed })) {
    case "win":
      return { headline: await announce({ text: "won" }) };
    case "lose":
      return { headline: await announce({ text: "lost" }) };
    default:
      return announceDraw({ text: "a draw" });
  }
});

export default pipeline("three-sided-die", async ({ seed = 2 }: { seed?: number }) => {
  const { headline } = await play({ seed });
  return { printed: await announce({ text: headline }) };
});
