import { basename } from "node:path";
import { NAME } from "@dagwright/protocol";
import { RefusedError } from "../refused-error.ts";
import { DEVELOPMENT_DEPENDENCIES } from "./versions.ts";

export interface ManifestChange {
  readonly text: string;
  /** What was added, such as `vitest (dev)`. Empty = the manifest stays as it is. */
  readonly added: readonly string[];
  /** Whether its files are ES modules without saying so in their names. */
  readonly isModule: boolean;
}

const SECTIONS = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

/** The package.json with what a project needs; what is there stays as it is. Throws a `RefusedError` for one that is no JSON object. */
export function extendManifest(text: string | undefined, folder: string, version: string): ManifestChange {
  const manifest = text === undefined ? newManifest(folder) : parse(text);
  const declared = new Set(SECTIONS.flatMap((section) => Object.keys(objectAt(manifest, section))));
  const wanted: readonly (readonly [section: string, name: string, range: string])[] = [
    ["dependencies", NAME, `^${version}`],
    ["devDependencies", `@${NAME}/cli`, `^${version}`],
    ...Object.entries(DEVELOPMENT_DEPENDENCIES).map(([name, range]) => ["devDependencies", name, range] as const),
  ];
  const missing = wanted.filter(([, name]) => !declared.has(name));
  for (const [section, name, range] of missing) {
    const entries = Object.entries({ ...objectAt(manifest, section), [name]: range });
    manifest[section] = Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }
  const added = missing.map(([section, name]) => (section === "dependencies" ? name : `${name} (dev)`));
  const indent = /^[ \t]+(?=")/mu.exec(text ?? "")?.[0] ?? "  ";
  return { text: `${JSON.stringify(manifest, null, indent)}\n`, added, isModule: manifest["type"] === "module" };
}

function newManifest(folder: string): Record<string, unknown> {
  const name = basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/gu, "-")
    .replace(/^[._-]+/u, "");
  return { name: name === "" ? "pipelines" : name, version: "0.0.0", private: true, type: "module", scripts: { test: "vitest run" } };
}

function parse(text: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(text.replace(/^\uFEFF/u, ""));
    if (isObject(json)) return json;
  } catch {
    // Said below.
  }
  throw new RefusedError("package.json does not hold a JSON object", "repair it, then run init again");
}

function objectAt(manifest: Readonly<Record<string, unknown>>, key: string): Record<string, unknown> {
  const value = manifest[key];
  return isObject(value) ? value : {};
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
