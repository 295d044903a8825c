/** Code between steps fills maps, sorts and groups; infinities stay inside it. */
import { pipeline } from "dagwright";
import { note, people } from "../steps.ts";

interface Person {
  name: string;
  age: number;
}

function byInitial(all: readonly Person[]): Record<string, string[]> {
  const groups = new Map<string, Person[]>();
  for (const person of all) {
    const initial = person.name.slice(0, 1);
    const group = groups.get(initial) ?? [];
    group.push(person);
    groups.set(initial, group);
  }
  const result: Record<string, string[]> = {};
  for (const [initial, group] of groups) {
    group.sort((a, b) => b.age - a.age);
    (result[initial] ??= []).push(...group.map(({ name }) => name));
  }
  return result;
}

const OLDEST = Number.POSITIVE_INFINITY;

export default pipeline("glue-fills-maps", async () => {
  const { people: all } = await people({ names: ["ada", "bob", "alan", "bea"] });
  const groups = byInitial(all);
  const youngest = all.reduce((least, { age }) => Math.min(least, age), OLDEST);
  const oldest = all.reduce((most, { age }) => Math.max(most, age), -Infinity);
  await note({ text: `${Object.keys(groups).join()} from ${youngest} to ${oldest}` });
  return groups;
});
