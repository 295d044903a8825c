import type { Json, JsonObject } from "@dagwright/protocol";

/** A record without its absent members, as JSON has it. */
export function recordOf(values: Readonly<Record<string, Json | undefined>>): JsonObject {
  const record: Record<string, Json> = {};
  for (const [name, value] of Object.entries(values)) if (value !== undefined) record[name] = value;
  return record;
}
