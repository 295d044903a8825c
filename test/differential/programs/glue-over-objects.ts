/** Code between steps filters and maps lists of objects. */
import { pipeline } from "dagwright";
import { note, people, total } from "../steps.ts";

const LIMIT = 20;
const older = (age: number): boolean => age > LIMIT;

export default pipeline("glue-over-objects", async () => {
  const { people: all } = await people({ names: ["ann", "bob", "cy"] });
  const grown = all.filter((person) => older(person.age)).map(({ name, age }) => ({ name: name.toUpperCase(), age }));
  if (grown.length === 0) return { names: [], sum: 0 };
  await Promise.all(grown.map((person) => note({ text: `${person.name} is ${person.age}` })));
  return { names: grown.map((person) => person.name), sum: await total({ values: grown.map((person) => person.age) }) };
});
