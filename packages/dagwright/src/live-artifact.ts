import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import type { ArtifactHandle, ArtifactMetadata } from "@dagwright/protocol";
import { digestOfTree } from "./digest-of-tree.ts";

/** An artifact in a process that has its bytes, or knows where they are. */
export class LiveArtifact {
  readonly #handle: Omit<ArtifactHandle, "digest">;
  readonly #locate: () => string;
  #digest: string | undefined;
  #path: string | undefined;

  private constructor(handle: ArtifactHandle, locate: () => string) {
    const { digest, ...rest } = handle;
    this.#handle = { ...rest, metadata: Object.freeze({ ...rest.metadata }) };
    this.#digest = digest;
    this.#locate = locate;
  }

  static ofHandle(handle: ArtifactHandle, locate: () => string): LiveArtifact {
    const artifact = new LiveArtifact(handle, locate);
    Object.freeze(artifact);
    return artifact;
  }

  /** With the digest only if it is known, so that passing an artifact on reads no bytes. */
  get handle(): ArtifactHandle {
    return this.#digest === undefined ? this.#handle : { ...this.#handle, digest: this.#digest };
  }

  get path(): string {
    this.#path ??= this.#locate();
    return this.#path;
  }

  get uri(): string {
    return pathToFileURL(this.path).href;
  }

  get digest(): string {
    this.#digest ??= digestOfTree(this.path);
    return this.#digest;
  }

  get metadata(): ArtifactMetadata {
    return this.#handle.metadata;
  }

  get kind(): string {
    return this.#handle.$artifact;
  }

  async text(): Promise<string> {
    return readFile(this.path, "utf8");
  }

  async json<T>(): Promise<T> {
    // The caller says what is in the file; the type is their promise.
    return JSON.parse(await this.text()) as T;
  }

  /** What an error message or a log shows. */
  toJSON(): ArtifactHandle {
    return this.handle;
  }
}
