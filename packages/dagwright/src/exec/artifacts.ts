import { createHash } from "node:crypto";
import { cpSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { canonicalJson, sha256, type ArtifactHandle, type ArtifactMetadata } from "@dagwright/protocol";
import type { Mount, StepProcess } from "./request.ts";

export type ArtifactSource = { readonly file: string } | { readonly bytes: Uint8Array; readonly name: string };

/** Puts artifacts that the step makes where its surroundings collect them. */
export class ArtifactFolder {
  private readonly place: StepProcess["artifacts"];
  private count = 0;

  constructor(place: StepProcess["artifacts"]) {
    this.place = place;
  }

  save(kind: string, source: ArtifactSource, metadata: ArtifactMetadata): { readonly handle: ArtifactHandle; readonly path: string } {
    const { folder, keyPrefix } = this.place;
    if (folder === "") throw new Error(`this step's output declares no artifact, so it cannot make a ${kind}; return it from the component`);
    const name = `${this.count}-${safeName("file" in source ? basename(source.file) : source.name)}`;
    this.count += 1;
    mkdirSync(folder, { recursive: true });
    const path = join(folder, name);
    if ("file" in source) cpSync(source.file, path, { recursive: true, dereference: true, errorOnExist: true });
    else writeFileSync(path, source.bytes);
    return { handle: { $artifact: kind, key: `${keyPrefix}/${name}`, digest: digestOfTree(path), metadata }, path };
  }
}

/** Where a handle's bytes are, by the mount with the longest key that it is or lies below. */
export function pathOfHandle(handle: ArtifactHandle, mounts: readonly Mount[]): string | undefined {
  const holders = mounts.filter(({ key }) => handle.key === key || handle.key.startsWith(`${key}/`));
  const [nearest] = holders.toSorted((a, b) => b.key.length - a.key.length);
  return nearest === undefined ? undefined : `${nearest.path}${handle.key.slice(nearest.key.length)}`;
}

const safeName = (name: string): string => name.replaceAll(/[^A-Za-z0-9._-]+/gu, "_").slice(-60) || "data";

/** SHA-256 of a file's bytes; of a folder, of the canonical manifest of its files. */
export function digestOfTree(path: string): string {
  if (statSync(path).isFile()) return digestOfFile(path);
  const files: Record<string, string> = {};
  const visit = (folder: string, prefix: string): void => {
    for (const name of readdirSync(folder)) {
      const entry = join(folder, name);
      if (lstatSync(entry).isDirectory()) visit(entry, `${prefix}${name}/`);
      else files[`${prefix}${name}`] = digestOfFile(entry);
    }
  };
  visit(path, "");
  return sha256(canonicalJson(files));
}

const digestOfFile = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");
