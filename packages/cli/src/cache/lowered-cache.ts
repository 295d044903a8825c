import type { Lowered, OutputFile } from "../compile/output-file.ts";
import type { CompiledPipeline } from "../project/compiled.ts";
import { homeOf } from "../project/root.ts";
import { sha256 } from "@dagwright/protocol";
import { CacheFolder } from "./cache-folder.ts";

interface Header extends Pick<Lowered, "diagnostics"> {
  readonly files: readonly (Pick<OutputFile, "name" | "kind"> & { readonly length: number })[];
}

/** What a pipeline was lowered to before with the same settings. It is known by what the pipeline was compiled to, so that it is never out of date. */
export async function loweredBefore(
  { name, root, document, keptAs }: CompiledPipeline,
  settings: string,
  lower: () => Promise<Lowered>,
): Promise<Lowered> {
  if (keptAs === undefined) return lower();
  const folder = new CacheFolder(homeOf(root), "lowered");
  const key = sha256(JSON.stringify([1, keptAs, name, document.entry, settings]));
  const known = folder.read(key);
  const end = known?.bytes.indexOf("\n") ?? -1;
  if (known !== undefined && end >= 0) return parsed(known.bytes, end);
  const made = await lower();
  const { files, diagnostics } = made;
  const header: Header = { diagnostics, files: files.map((file) => ({ name: file.name, kind: file.kind, length: file.bytes.length })) };
  folder.write(key, Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...files.map(({ bytes }) => bytes)]));
  return made;
}

function parsed(bytes: Buffer, end: number): Lowered {
  const header: Header = JSON.parse(bytes.toString("utf8", 0, end));
  let at = end + 1;
  return {
    diagnostics: header.diagnostics,
    files: header.files.map(({ length, ...file }) => ({ ...file, bytes: bytes.subarray(at, (at += length)) })),
  };
}
