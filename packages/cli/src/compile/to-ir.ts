import { formatDocument } from "@dagwright/ir";
import type { CompiledPipeline } from "../project/compiled.ts";
import { bundleOf } from "../project/code-of.ts";
import { IR_SUFFIX } from "../project/find-files.ts";
import { BUNDLES_FOLDER, digestsOf } from "../project/read-ir.ts";
import type { OutputFile } from "./output-file.ts";

/** `<name>.pipeline.json` and the code it refers to, `bundles/<sha256>.mjs`, with source maps. */
export function toIr(pipeline: CompiledPipeline): readonly OutputFile[] {
  const files: OutputFile[] = [
    { name: `${pipeline.name}${IR_SUFFIX}`, bytes: Buffer.from(formatDocument(pipeline.document)), kind: "manifest" },
  ];
  for (const digest of [...digestsOf(pipeline.document)].toSorted()) {
    files.push({ name: `${BUNDLES_FOLDER}/${digest}.mjs`, bytes: bundleOf(pipeline, digest), kind: "code" });
    const map = pipeline.bundles.get(digest)?.map;
    if (map !== undefined) files.push({ name: `${BUNDLES_FOLDER}/${map.file}`, bytes: map.bytes, kind: "code" });
  }
  return files;
}
