import { constants, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { NAME, type ArtifactMetadata } from "@dagwright/protocol";
import { LiveArtifact } from "./live-artifact.ts";
import { currentScope } from "./scope.ts";

/** Where the artifacts that steps make lie, so that their content stays what it was when they were made. */
export class ArtifactStore {
  readonly #folder: () => string;
  readonly #keyOf: (name: string, path: string) => string;
  #count = 0;

  /** `keyOf` gives the key that stands in an artifact's handle. */
  constructor(folder: () => string, keyOf: (name: string, path: string) => string) {
    this.#folder = folder;
    this.#keyOf = keyOf;
  }

  saveFile(kind: string, path: string, metadata: ArtifactMetadata): LiveArtifact {
    const source = resolve(path);
    if (!existsSync(source)) throw new Error(`there is no file or folder at ${path}, so no ${kind} can be made of it`);
    // Links are followed: what they point at need not exist where the artifact is read.
    return this.#save(kind, basename(source), metadata, (target) => {
      cpSync(source, target, { recursive: true, dereference: true, mode: constants.COPYFILE_FICLONE });
    });
  }

  saveText(kind: string, text: string, name: string, metadata: ArtifactMetadata): LiveArtifact {
    return this.#save(kind, name, metadata, (target) => {
      writeFileSync(target, text);
    });
  }

  #save(kind: string, name: string, metadata: ArtifactMetadata, write: (target: string) => void): LiveArtifact {
    const entry = `${this.#count}-${name.replaceAll(/[^A-Za-z0-9._-]+/gu, "_").slice(-60) || "data"}`;
    this.#count += 1;
    const folder = this.#folder();
    mkdirSync(folder, { recursive: true });
    const path = join(folder, entry);
    write(path);
    return LiveArtifact.ofHandle({ $artifact: kind, key: this.#keyOf(entry, path), metadata }, () => path);
  }
}

/** The store of the surroundings: of the step's process, else one in the temporary folder that goes when this process ends. */
export const artifactStore = (): ArtifactStore => currentScope().artifacts ?? temporaryStore;

let temporaryFolder: string | undefined;

const temporaryStore = new ArtifactStore(
  () => {
    if (temporaryFolder === undefined) {
      const made = mkdtempSync(join(tmpdir(), `${NAME}-artifacts-`));
      process.on("exit", () => rmSync(made, { recursive: true, force: true }));
      temporaryFolder = made;
    }
    return temporaryFolder;
  },
  (_, path) => path,
);
