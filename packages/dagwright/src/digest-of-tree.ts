import { createHash } from "node:crypto";
import { closeSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson, sha256, type Digest, type Json } from "@dagwright/protocol";

const CHUNK = 1 << 20;

/** SHA-256 of a file's bytes; of a folder, of the canonical JSON of its sorted manifest, which is also what the local store calls it by. */
export function digestOfTree(path: string): Digest {
  if (!statSync(path).isDirectory()) return digestOfFile(path);
  const folders: string[] = [];
  const files: Record<string, Json> = {};
  const visit = (folder: string, prefix: string): void => {
    for (const name of readdirSync(folder)) {
      const entry = join(folder, name);
      const stats = statSync(entry);
      if (stats.isDirectory()) {
        folders.push(`${prefix}${name}`);
        visit(entry, `${prefix}${name}/`);
      } else {
        files[`${prefix}${name}`] = {
          path: `${prefix}${name}`,
          digest: digestOfFile(entry),
          bytes: stats.size,
          executable: (stats.mode & 0o100) !== 0,
        };
      }
    }
  };
  visit(path, "");
  const sorted = Object.keys(files).sort(byText);
  return sha256(canonicalJson({ version: 1, folders: folders.sort(byText), files: sorted.map((name) => files[name] ?? null) }));
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function digestOfFile(path: string): Digest {
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(CHUNK);
  const file = openSync(path, "r");
  try {
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) hash.update(buffer.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return hash.digest("hex");
}
