import { join } from "node:path";
import {
  isArtifactHandle,
  isJsonArray,
  isJsonObject,
  parseArgument,
  type ArgumentText,
  type ArtifactHandle,
  type Json,
} from "@dagwright/protocol";
import type { ContentStore } from "./store.ts";

/** Where the bytes of a handle are: what `DAGWRIGHT_MOUNTS` holds. */
export interface Mount {
  readonly key: string;
  readonly path: string;
}

/** Every artifact that the arguments hold, each key once, in order. */
export function handlesIn(texts: Iterable<ArgumentText>): ArtifactHandle[] {
  const found = new Map<string, ArtifactHandle>();
  const visit = (value: Json): void => {
    if (isArtifactHandle(value)) found.set(value.key, value);
    else if (isJsonArray(value)) value.forEach(visit);
    else if (isJsonObject(value)) Object.values(value).forEach(visit);
  };
  const visitText = (text: ArgumentText): void => {
    const argument = parseArgument(text);
    switch (argument.kind) {
      case "json":
        return visit(argument.value);
      case "program":
        return argument.roots.forEach(visitText);
      case "absent":
      case "failed":
        return;
    }
  };
  for (const text of texts) visitText(text);
  return [...found.values()];
}

/** Makes the bytes of all inputs readable; folders are unpacked below `folder`. Throws a `StoreError`. */
export async function mountInputs(store: ContentStore, texts: Iterable<ArgumentText>, folder: string): Promise<Mount[]> {
  const mounts: Mount[] = [];
  for (const [index, { key }] of handlesIn(texts).entries()) mounts.push({ key, path: await store.open(key, join(folder, String(index))) });
  return mounts;
}
