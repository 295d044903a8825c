import type { Json } from "@dagwright/protocol";
import { LiveArtifact } from "../live-artifact.ts";

/** A step's value as JSON that is equal wherever the step ran: an artifact by its content, not by where it lies. */
export function comparable(value: unknown): Json | undefined {
  if (value === undefined) return undefined;
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  // What JSON cannot hold shows as text: it is the reason of a failure.
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (value instanceof LiveArtifact) return { $artifact: value.kind, digest: value.digest, metadata: value.metadata };
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (Array.isArray(value)) return value.map((item: unknown) => comparable(item) ?? null);
  if (typeof value !== "object") return typeof value;
  const record: Record<string, Json> = {};
  for (const [name, member] of Object.entries(value)) {
    const part = comparable(member);
    if (part !== undefined) record[name] = part;
  }
  return record;
}
