// Plain conditions over outputs: with `and`, `or` and `not`, over booleans and numbers, in an `if` and in a value.
import { component, pipeline } from "dagwright";

export const check = component({}, async (input: { name: string }): Promise<boolean> => input.name === "a");
export const measure = component({}, async (input: { name: string }): Promise<{ size: number; kind: "short" | "long" }> => ({
  size: input.name.length,
  kind: input.name.length > 1 ? "long" : "short",
}));
export const note = component({}, async (input: { text: string }): Promise<string> => input.text);

export default pipeline("conditions", async ({ loud = false }: { loud?: boolean }) => {
  const [isA, isB, { size, kind }] = await Promise.all([check({ name: "a" }), check({ name: "b" }), measure({ name: "abc" })]);
  const notes: string[] = [];
  if (kind === "short") notes.push(await note({ text: "never" }));
  if (kind !== "short" && size === 3) notes.push(await note({ text: "both hold" }));
  if (isA) notes.push(await note({ text: "a boolean by itself" }));
  if (!isB || loud) notes.push(await note({ text: "not, or" }));
  return { notes, sum: size + 1, half: size / 2 };
});
