import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { hasErrors, parseDocument, placedValues, verify, type Component, type Diagnostic, type Document } from "@dagwright/ir";
import { childrenOf, type Digest, type Value } from "@dagwright/protocol";
import { readIfThere } from "../write-file.ts";
import type { Bundle, CompiledProject } from "./compiled.ts";
import { projectRoot } from "./root.ts";

export const BUNDLES_FOLDER = "bundles";

/** Reads a `*.pipeline.json` with the bundles that lie beside it, and proves it sound: a document may come from anyone. */
export function readIr(path: string): CompiledProject {
  const folder = dirname(path);
  const root = projectRoot(folder);
  const parsed = parseDocument(readFileSync(path, "utf8"));
  const placed = (found: readonly Diagnostic[]): readonly Diagnostic[] => found.map((one) => placedIn(relative(root, path), one));
  if ("diagnostics" in parsed) return { root, pipelines: [], diagnostics: placed(parsed.diagnostics) };
  const { document } = parsed;
  const bundles = readBundles(digestsOf(document), join(folder, BUNDLES_FOLDER));
  const diagnostics = placed(verify(document, { bundles: new Set(bundles.keys()) }));
  const pipeline = { name: document.entry, root, document, isDefault: true, bundles };
  return { root, pipelines: hasErrors(diagnostics) ? [] : [pipeline], diagnostics };
}

/** What is about no line of a source is about the document. */
const placedIn = (file: string, one: Diagnostic): Diagnostic => ({ ...one, span: one.span ?? { file, start: [1, 1], end: [1, 1] } });

function readBundles(digests: Iterable<Digest>, folder: string): ReadonlyMap<Digest, Bundle> {
  const bundles = new Map<Digest, Bundle>();
  for (const digest of digests) {
    const code = readIfThere(join(folder, `${digest}.mjs`));
    if (code === undefined) continue;
    const file = mapFileIn(code);
    const bytes = file === undefined ? undefined : readIfThere(join(folder, file));
    bundles.set(digest, { code, ...(file === undefined || bytes === undefined ? {} : { map: { file, bytes } }) });
  }
  return bundles;
}

/** The name beside the code that its last line gives for its map; nothing that leads elsewhere. */
const mapFileIn = (code: Buffer): string | undefined =>
  /\n\/\/# sourceMappingURL=([\w.-]+\.map)\s*$/u.exec(code.subarray(-400).toString("utf8"))?.[1];

/** Every piece of code a document refers to. */
export function digestsOf(document: Document): ReadonlySet<Digest> {
  const found = new Set<Digest>();
  if (document.wrapper !== undefined) found.add(document.wrapper);
  for (const component of Object.values(document.components)) for (const digest of codeOf(component)) found.add(digest);
  for (const pipeline of Object.values(document.pipelines)) {
    for (const { value } of placedValues(pipeline)) for (const digest of glueIn(value)) found.add(digest);
    for (const value of Object.values(pipeline.onExit?.args ?? {})) for (const digest of glueIn(value)) found.add(digest);
  }
  return found;
}

function codeOf({ implementation }: Component): readonly Digest[] {
  switch (implementation.kind) {
    case "typescript":
      return [implementation.bundle];
    case "container":
      return implementation.fake === undefined ? [] : [implementation.fake.bundle];
    case "kubernetesResource":
      return [...glueIn(implementation.manifest)];
    case "importer":
      return [];
  }
}

function* glueIn(value: Value): Generator<Digest, void, undefined> {
  if (value.kind === "glue") yield value.glue;
  for (const child of childrenOf(value)) yield* glueIn(child);
}
