/** What an importer does in a pod: what its URI names becomes an artifact of the run. */
import { createWriteStream, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { NAME, type ArtifactHandle } from "@dagwright/protocol";
import { artifactType, handleOf } from "../artifact.ts";
import { digestOfTree } from "../digest-of-tree.ts";
import type { Mount } from "./request.ts";

/** `mount` is what the carrier brought from the run's store, if the URI names something there. Throws an `Error` where there is nothing. */
export async function importArtifact(kind: string, uri: string, mount: Mount | undefined): Promise<ArtifactHandle> {
  const url = URL.parse(uri);
  switch (url?.protocol) {
    case "http:":
    case "https:":
      return download(kind, uri, basename(url.pathname));
    case "file:":
      throw new Error(`${uri} is a file of one machine, which a pod cannot read; put it into the store, or where http can reach it`);
    default:
      // It lies in the store already, so it keeps its key and nothing is copied.
      if (mount === undefined || isEmpty(mount.path)) throw new Error(`there is nothing at ${uri} in the store of this run`);
      return { $artifact: kind, key: mount.key, digest: digestOfTree(mount.path), metadata: {} };
  }
}

async function download(kind: string, uri: string, name: string): Promise<ArtifactHandle> {
  const response = await fetch(uri).catch((error: unknown) => {
    // `fetch` says only that it failed; what failed is its cause.
    throw new Error(`${uri} cannot be reached: ${causeOf(error)}`, { cause: error });
  });
  if (!response.ok || response.body === null) throw new Error(`${uri} answered ${response.status}`);
  const folder = mkdtempSync(join(tmpdir(), `${NAME}-import-`));
  try {
    const file = join(folder, name === "" ? "data" : name);
    await pipeline(Readable.fromWeb(response.body), createWriteStream(file));
    const artifact = artifactType(kind).fromFile(file);
    const handle = handleOf(artifact);
    if (handle === undefined) throw new TypeError("an artifact has no handle");
    return { ...handle, digest: artifact.digest };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const causeOf = (error: unknown): string => {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
};

/** What is not there is brought as an empty folder. */
const isEmpty = (path: string): boolean => !existsSync(path) || (statSync(path).isDirectory() && readdirSync(path).length === 0);
