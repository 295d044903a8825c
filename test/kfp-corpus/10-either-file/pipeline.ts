// KFP: critical/if_else_with_oneof_artifacts
// Exercises: an artifact of whichever branch ran, read beside and after it, and returned by a pipeline
import { artifactType, component, pipeline, type Artifact } from "dagwright";

const Letter = artifactType("Letter");
type Letter = Artifact<"Letter">;

export const flip = component({}, async (): Promise<"heads" | "tails"> => "heads");

export const write = component({}, async (input: { text: string }): Promise<Letter> => Letter.fromText(input.text, { name: "letter.txt" }));

export const read = component({}, async (input: { letter: Letter }): Promise<string> => input.letter.text());

export const chooseLetter = pipeline("choose-letter", async (): Promise<{ letter: Letter }> => {
  const side = await flip();
  const letter = side === "heads" ? await write({ text: "Dear head" }) : await write({ text: "Dear tail" });
  await read({ letter });
  return { letter };
});

export default pipeline("either-file", async () => {
  const { letter } = await chooseLetter();
  return { letter, text: await read({ letter }) };
});
