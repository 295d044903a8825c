// KFP: parallel_and_nested/pipeline_with_loops
// Exercises: a loop over an input with a default, over an output and over a constant; whole items and their fields as arguments
import { component, pipeline } from "dagwright";

interface Pair {
  key: string;
  value: string;
}

export const list = component({}, async (): Promise<Pair[]> => [
  { key: "red", value: "rose" },
  { key: "blue", value: "violet" },
]);

export const print = component({}, async (input: { text: string }): Promise<void> => console.log(input.text));

export const show = component({}, async (input: { pair: Pair }): Promise<void> => console.log(JSON.stringify(input.pair)));

const PAIRS: Pair[] = [
  { key: "sweet", value: "sugar" },
  { key: "and", value: "you" },
];

const showAll = async (pair: Pair): Promise<void> => {
  await Promise.all([show({ pair }), print({ text: pair.key }), print({ text: pair.value })]);
};

export default pipeline("three-loops", async ({ words = ["a", "b"] }: { words?: string[] }) => {
  await Promise.all(words.map((text) => print({ text })));
  const pairs = await list();
  await Promise.all(pairs.map(showAll));
  await Promise.all(PAIRS.map(showAll));
});
