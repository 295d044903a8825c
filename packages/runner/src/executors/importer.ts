/** Brings a file or folder from a URI under the store. */
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { handleJson, parseArgument } from "@dagwright/protocol";
import { failed } from "../failure.ts";
import { errorCode, type Platform } from "../platform.ts";
import { clearStepFolder, prepareStepFolder, stepFolder } from "../step-folder.ts";
import type { ContentStore, StoredObject } from "../store.ts";
import { StoreError } from "../store-error.ts";
import type { Executor, StepRequest, StepResult } from "./executor.ts";

export interface ImporterOptions {
  readonly platform: Platform;
  readonly store: ContentStore;
  readonly fetch: typeof fetch;
}

export function createImporter({ platform, store, fetch }: ImporterOptions): Executor {
  return {
    name: "importer",
    async run(request, _observer, signal): Promise<StepResult> {
      if (request.work.kind !== "importer") throw new TypeError(`${request.component} is no importer`);
      const folder = stepFolder(request.folder);
      await prepareStepFolder(platform.fileSystem, folder);
      const limits =
        request.timeoutSeconds === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(request.timeoutSeconds * 1000)]);
      const uri = uriOf(request);
      try {
        const stored = await bring(uri, join(folder.tmp, "download"), limits);
        const { key, digest } = stored;
        return { kind: "succeeded", output: handleJson({ $artifact: request.work.artifact, key, digest, metadata: {} }) };
      } catch (error) {
        if (signal.aborted) return { kind: "cancelled" };
        if (limits.aborted) return failed(request, "timeout", `took longer than ${request.timeoutSeconds} s`);
        if (error instanceof ImportError || error instanceof StoreError) return failed(request, "thrown", error.message);
        if (errorCode(error) === "ENOENT") return failed(request, "thrown", `there is nothing at ${uri}`);
        return failed(request, "infrastructure", error instanceof Error ? error.message : String(error));
      } finally {
        await clearStepFolder(platform.fileSystem, folder);
      }
    },
  };

  async function bring(uri: string, download: string, signal: AbortSignal): Promise<StoredObject> {
    const url = URL.parse(uri);
    switch (url?.protocol) {
      case "file:":
        return store.put(fileURLToPath(url));
      case "http:":
      case "https:": {
        const response = await fetch(url, { signal });
        if (!response.ok || response.body === null) throw new ImportError(`${uri} answered ${response.status}`);
        await pipeline(Readable.fromWeb(response.body), createWriteStream(download));
        return store.put(download, { move: true });
      }
      default:
        throw new ImportError(`${uri} cannot be imported here: only file:, http: and https: can`);
    }
  }
}

/** A URI that cannot be had. */
class ImportError extends Error {
  override readonly name = "ImportError";
}

function uriOf(request: StepRequest): string {
  const argument = parseArgument(request.args["uri"] ?? "");
  if (argument.kind === "json" && typeof argument.value === "string") return argument.value;
  throw new TypeError("an importer takes a uri");
}
