import { isJsonArray, isJsonObject, type Json, type Types } from "@dagwright/protocol";

/** Names of types that a part of a document mentions, those inside them included; sorted. */
export function typeNamesIn(part: unknown, types: Types): readonly string[] {
  const found = new Set<string>();
  const look = (value: Json | undefined): void => {
    if (isJsonArray(value)) value.forEach(look);
    else if (isJsonObject(value)) {
      const { kind, name } = value;
      if (kind === "named" && typeof name === "string" && !found.has(name)) {
        found.add(name);
        look(toJson(types[name]));
      }
      for (const member of Object.values(value)) look(member);
    }
  };
  look(toJson(part));
  return [...found].toSorted();
}

const toJson = (value: unknown): Json | undefined => {
  if (value === undefined) return undefined;
  const json: Json = JSON.parse(JSON.stringify(value));
  return json;
};
