import type { Json } from "@dagwright/protocol";

/** An enum as the object that it is while running: `Level[0]` is the name of a member whose value is 0. */
export function enumObject(members: Readonly<Record<string, string | number | undefined>>): Readonly<Record<string, Json>> {
  const object: Record<string, Json> = {};
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined) continue;
    object[name] = value;
    if (typeof value === "number") object[value] = name;
  }
  return object;
}
