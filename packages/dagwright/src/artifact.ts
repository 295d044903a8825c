/** Files and folders that steps exchange: types and values share a name, `Dataset` is both. */
import type { ArtifactHandle, ArtifactMetadata } from "@dagwright/protocol";
import { LiveArtifact } from "./live-artifact.ts";
import { artifactStore } from "./artifact-store.ts";

declare const kind: unique symbol;

/** A file or folder with a kind. Its kind is part of its type: a `Model` is no `Dataset`. */
export interface Artifact<K extends string = string> {
  readonly [kind]: K;
  /** Where the bytes can be read in this process. Only inside a component. */
  readonly path: string;
  readonly uri: string;
  /** SHA-256 of a file's bytes, or of a folder's manifest, in hex. Only inside a component. */
  readonly digest: string;
  readonly metadata: ArtifactMetadata;
  /** The file as UTF-8 text. Rejects when the artifact is a folder. */
  text(): Promise<string>;
  /** The file as JSON. `T` is what you know of it; nothing checks it. */
  json<T = unknown>(): Promise<T>;
}

export interface FileOptions {
  readonly metadata?: ArtifactMetadata;
}

export interface ContentOptions extends FileOptions {
  /** The file's name, such as "model-card.md". */
  readonly name?: string;
}

/** Makes artifacts of one kind. Their content is what it is at the time of the call: later changes of the file do not matter. */
export interface ArtifactType<K extends string> {
  readonly kind: K;
  /** A file or folder. Throws when there is none at the path. */
  fromFile(path: string, options?: FileOptions): Artifact<K>;
  fromText(text: string, options?: ContentOptions): Artifact<K>;
  /** Throws on what JSON cannot hold, NaN included. */
  fromJson(value: unknown, options?: ContentOptions): Artifact<K>;
}

export type Dataset = Artifact<"Dataset">;
export type Model = Artifact<"Model">;
export type Metrics = Artifact<"Metrics">;
export type ClassificationMetrics = Artifact<"ClassificationMetrics">;
export type Html = Artifact<"Html">;
export type Markdown = Artifact<"Markdown">;

/** A kind of your own: `export const Report = artifactType("Report")`. */
export function artifactType<const K extends string>(name: K): ArtifactType<K> {
  return Object.freeze({
    kind: name,
    fromFile: (path: string, options: FileOptions = {}) => branded<K>(artifactStore().saveFile(name, path, options.metadata ?? {})),
    fromText: (text: string, options: ContentOptions = {}) =>
      branded<K>(artifactStore().saveText(name, text, options.name ?? "text.txt", options.metadata ?? {})),
    fromJson: (value: unknown, options: ContentOptions = {}) =>
      branded<K>(artifactStore().saveText(name, jsonOf(value), options.name ?? "value.json", options.metadata ?? {})),
  });
}

export const Dataset: ArtifactType<"Dataset"> = artifactType("Dataset");
export const Model: ArtifactType<"Model"> = artifactType("Model");
export const Metrics: ArtifactType<"Metrics"> = artifactType("Metrics");
export const ClassificationMetrics: ArtifactType<"ClassificationMetrics"> = artifactType("ClassificationMetrics");
export const Html: ArtifactType<"Html"> = artifactType("Html");
export const Markdown: ArtifactType<"Markdown"> = artifactType("Markdown");

/** The handle of a live artifact; `undefined` for everything else. */
export const handleOf = (value: unknown): ArtifactHandle | undefined => (value instanceof LiveArtifact ? value.handle : undefined);

/** The artifact of a handle, whose bytes are brought when somebody reads them. */
export const artifactOf = (handle: ArtifactHandle, locate: () => string): Artifact => branded(LiveArtifact.ofHandle(handle, locate));

// The brand is a type's alone: no value carries it.
const branded = <K extends string>(artifact: LiveArtifact): Artifact<K> => artifact as LiveArtifact & { readonly [kind]: K };

function jsonOf(value: unknown): string {
  const text = JSON.stringify(value, (key, member: unknown) => {
    if (typeof member === "number" && !Number.isFinite(member))
      throw new TypeError(`${key === "" ? "the value" : key} is ${member}, which JSON cannot hold`);
    return member;
  });
  // `JSON.stringify` has no text for a function or `undefined`.
  if (typeof text !== "string") throw new TypeError(`${typeof value} is nothing that JSON can hold`);
  return text;
}
