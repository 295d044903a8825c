import { canonicalJson, isJsonArray, isJsonObject, type Digest, type Json } from "@dagwright/protocol";

/** A folder as data: its files by digest, sorted by path. Empty folders are kept, links are not. */
export interface TreeManifest {
  readonly version: 1;
  readonly folders: readonly string[];
  readonly files: readonly TreeFile[];
}

export interface TreeFile {
  /** Relative, with forward slashes. */
  readonly path: string;
  readonly digest: Digest;
  readonly bytes: number;
  readonly executable: boolean;
}

const byPath = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The same folder gives the same text, and so the same digest, whatever order it was listed in. */
export function printManifest(folders: readonly string[], files: readonly TreeFile[]): string {
  return canonicalJson({
    version: 1,
    folders: folders.toSorted(byPath),
    files: files
      .toSorted((a, b) => byPath(a.path, b.path))
      .map(({ path, digest, bytes, executable }) => ({ path, digest, bytes, executable })),
  });
}

/** Undefined when the text is no manifest, or holds a path that leads out of the folder. */
export function parseManifest(text: string): TreeManifest | undefined {
  let json: Json;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isJsonObject(json) || json["version"] !== 1) return undefined;
  const folders = parseList(json["folders"], (item) => (typeof item === "string" && staysInside(item) ? item : undefined));
  const files = parseList(json["files"], parseFile);
  return folders === undefined || files === undefined ? undefined : { version: 1, folders, files };
}

function parseFile(json: Json): TreeFile | undefined {
  if (!isJsonObject(json)) return undefined;
  const { path, digest, bytes, executable } = json;
  if (typeof path !== "string" || !staysInside(path)) return undefined;
  if (typeof digest !== "string" || typeof bytes !== "number" || typeof executable !== "boolean") return undefined;
  return { path, digest, bytes, executable };
}

function parseList<T>(json: Json | undefined, parse: (item: Json) => T | undefined): readonly T[] | undefined {
  if (!isJsonArray(json)) return undefined;
  const items: T[] = [];
  for (const item of json) {
    const parsed = parse(item);
    if (parsed === undefined) return undefined;
    items.push(parsed);
  }
  return items;
}

const staysInside = (path: string): boolean =>
  path !== "" && !path.startsWith("/") && path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
