import { join, relative, resolve, sep } from "node:path";
import { isJsonArray, isJsonObject, type Json } from "@dagwright/protocol";
import { wrapperOf } from "../project/code-of.ts";
import type { CompiledPipeline } from "../project/compiled.ts";
import { writeWhenChanged } from "../write-file.ts";

/** Puts what the runner does not bring itself into the home: the wrapper, whose path is the answer, and source maps for readable stacks. */
export function placeCode(pipeline: CompiledPipeline, home: string): string {
  // As the runner has it.
  const folder = join(home, "bundles");
  for (const { map } of pipeline.bundles.values()) {
    if (map !== undefined) writeWhenChanged(join(folder, map.file), withSourcesFrom(map.bytes, pipeline.root, folder));
  }
  const { digest, code } = wrapperOf(pipeline);
  const wrapper = join(home, "wrappers", `${digest}.mjs`);
  writeWhenChanged(wrapper, code);
  return wrapper;
}

/** A map as it is shipped names sources from the root; Node looks for them from where the map lies. */
function withSourcesFrom(bytes: Uint8Array, root: string, folder: string): Uint8Array {
  const map: Json = JSON.parse(Buffer.from(bytes).toString("utf8"));
  const sources = isJsonObject(map) ? map["sources"] : undefined;
  if (!isJsonObject(map) || !isJsonArray(sources)) return bytes;
  const moved = sources.map((source) =>
    typeof source === "string" ? relative(folder, resolve(root, source)).split(sep).map(encodeURIComponent).join("/") : source,
  );
  return Buffer.from(JSON.stringify({ ...map, sources: moved }));
}
