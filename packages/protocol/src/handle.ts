import type { Json, JsonObject } from "./json.ts";
import { isJsonObject } from "./json.ts";

export type ArtifactMetadata = Readonly<Record<string, string | number | boolean>>;

/**
 * An artifact as data: what crosses a step boundary instead of its bytes. `key` names the bytes in the store of the environment
 * (an object key of the artifact repository on a cluster, `sha256/<digest>` in the local store).
 */
export interface ArtifactHandle {
  readonly $artifact: string;
  readonly key: string;
  readonly digest?: string;
  readonly metadata: ArtifactMetadata;
}

export const isArtifactHandle = (value: Json | undefined): value is JsonObject & ArtifactHandle =>
  isJsonObject(value) && typeof value["$artifact"] === "string" && typeof value["key"] === "string" && isJsonObject(value["metadata"]);

export const handleJson = (handle: ArtifactHandle): JsonObject => ({
  $artifact: handle.$artifact,
  key: handle.key,
  ...(handle.digest === undefined ? {} : { digest: handle.digest }),
  metadata: handle.metadata,
});

/** The value with every handle in it replaced; everything else is kept as it is. */
export function mapHandles(value: Json, replace: (handle: ArtifactHandle) => ArtifactHandle): Json {
  if (isArtifactHandle(value)) return handleJson(replace(value));
  if (Array.isArray(value)) return value.map((item: Json) => mapHandles(item, replace));
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mapHandles(member, replace)]));
  return value;
}
