import { fileURLToPath } from "node:url";
import type { Artifact, ArtifactType } from "./artifact.ts";
import { callSite } from "./call-site.ts";
import { declaredName } from "./declared-name.ts";
import { stepFunction } from "./step-call.ts";

/** Brings a file or folder from a URI under the run's store, as a step. Plain Node reads `file:` URIs and paths; for others put a fake in place. */
export function importer<K extends string>(type: ArtifactType<K>): (input: { uri: string }) => Promise<Artifact<K>>;
export function importer(type: ArtifactType<string>): unknown {
  const site = callSite(importer);
  return stepFunction({
    kind: "importer",
    name: () => declaredName(site, "importer"),
    options: {},
    implementation: async (_, [input]) => type.fromFile(pathOf(uriOf(input))),
  });
}

function uriOf(input: unknown): string {
  if (typeof input === "object" && input !== null && "uri" in input && typeof input.uri === "string") return input.uri;
  throw new TypeError("input.uri is missing, but string is required");
}

function pathOf(uri: string): string {
  if (uri.startsWith("file:")) return fileURLToPath(uri);
  if (!/^[a-z][a-z0-9+.-]+:/iu.test(uri)) return uri;
  throw new Error(`plain Node reads only files, not ${uri}; put a fake in place with withFakes of dagwright/testing`);
}
