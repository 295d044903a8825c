/** Artifacts for tests, in one line each. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { NAME, type ArtifactMetadata } from "@dagwright/protocol";
import type { Artifact, ArtifactType } from "../artifact.ts";

/** `textArtifact(Dataset, "a,b\n1,2\n", { rows: 1 })`. */
export const textArtifact = <K extends string>(type: ArtifactType<K>, text: string, metadata: ArtifactMetadata = {}): Artifact<K> =>
  type.fromText(text, { metadata });

export const jsonArtifact = <K extends string>(type: ArtifactType<K>, value: unknown, metadata: ArtifactMetadata = {}): Artifact<K> =>
  type.fromJson(value, { metadata });

/** A folder of text files: `folderArtifact(Model, { "weights/0.json": "[]" })`. */
export function folderArtifact<K extends string>(
  type: ArtifactType<K>,
  files: Readonly<Record<string, string>>,
  metadata: ArtifactMetadata = {},
): Artifact<K> {
  const folder = mkdtempSync(join(tmpdir(), `${NAME}-folder-`));
  try {
    for (const [name, text] of Object.entries(files)) {
      const path = join(folder, name);
      if (relative(folder, path).startsWith("..")) throw new Error(`${name} lies outside of the folder`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    return type.fromFile(folder, { metadata });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
