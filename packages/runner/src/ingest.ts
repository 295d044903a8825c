import { join } from "node:path";
import { isArtifactHandle, isJsonArray, isJsonObject, mapHandles, type ArtifactHandle, type Json } from "@dagwright/protocol";
import { errorCode } from "./platform.ts";
import type { ContentStore, StoredObject } from "./store.ts";
import { StoreError } from "./store-error.ts";

export type Ingested = { readonly kind: "stored"; readonly output: Json } | { readonly kind: "invalid"; readonly reason: string };

/**
 * Moves the artifacts of a step's output into the store and lets their handles name them there. A handle below `prefix` is a file or
 * folder at the same place below `artifacts`; any other was an input, passed on.
 */
export async function ingestOutput(store: ContentStore, output: Json, prefix: string, artifacts: string): Promise<Ingested> {
  const replaced = new Map<string, StoredObject>();
  for (const [path, handle] of handlesAt(output, "output")) {
    if (replaced.has(handle.key)) continue;
    const rest = handle.key.startsWith(`${prefix}/`) ? handle.key.slice(prefix.length + 1) : undefined;
    if (rest === undefined) {
      if (!(await store.has(handle.key)))
        return { kind: "invalid", reason: `${path} is an artifact this run does not know (${handle.key})` };
      continue;
    }
    if (rest.split("/").includes("..")) return { kind: "invalid", reason: `${path} is an artifact outside its folder` };
    try {
      replaced.set(handle.key, await store.put(join(artifacts, rest), { move: true }));
    } catch (error) {
      if (errorCode(error) === "ENOENT") return { kind: "invalid", reason: `${path} is an artifact whose file is not there` };
      if (error instanceof StoreError) return { kind: "invalid", reason: `${path} cannot be stored: ${error.message}` };
      throw error;
    }
  }
  return {
    kind: "stored",
    output: mapHandles(output, (handle) => {
      const stored = replaced.get(handle.key);
      return stored === undefined ? handle : { ...handle, key: stored.key, digest: stored.digest };
    }),
  };
}

/** Every handle in a value, with the path it stands at. */
export function handlesAt(value: Json, path: string): [path: string, handle: ArtifactHandle][] {
  if (isArtifactHandle(value)) return [[path, value]];
  if (isJsonArray(value)) return value.flatMap((item, index) => handlesAt(item, `${path}[${index}]`));
  if (isJsonObject(value)) return Object.entries(value).flatMap(([name, member]) => handlesAt(member, `${path}.${name}`));
  return [];
}
