/**
 * What files were compiled to, kept until anything changes that the compilation looked at:
 *
 *   what was seen of the disk, as JSON, on a line
 *   diagnostics and documents, as JSON, on a line
 *   the code of the bundles and their maps, one after another
 */
import type { Document } from "@dagwright/ir";
import { sha256, type Digest } from "@dagwright/protocol";
import { isStillSo, type Seen } from "@dagwright/compiler/disk";
import type { Bundle, CompiledProject } from "../project/compiled.ts";
import { homeOf } from "../project/root.ts";
import { ownVersion } from "../version.ts";
import { CacheFolder } from "./cache-folder.ts";

interface Stored extends Pick<CompiledProject, "root" | "diagnostics"> {
  readonly pipelines: readonly {
    readonly name: string;
    readonly isDefault: boolean;
    readonly document: Document;
    readonly bundles: readonly Digest[];
  }[];
  readonly code: readonly StoredCode[];
}

interface StoredCode {
  readonly digest: Digest;
  readonly length: number;
  readonly map?: { readonly file: string; readonly length: number };
}

export class CompileCache {
  readonly #folder: CacheFolder;
  readonly #key: Digest;

  /** For some files of one project, in the order of the command line. */
  constructor(root: string, files: readonly string[]) {
    this.#folder = new CacheFolder(homeOf(root), "compiled");
    this.#key = sha256(JSON.stringify([1, ownVersion(), root, files]));
  }

  read(): CompiledProject | undefined {
    const kept = this.#folder.read(this.#key);
    const lines = kept === undefined ? undefined : splitLines(kept.bytes);
    if (kept === undefined || lines === undefined || !isStillSo(parsed<Seen>(lines.seen))) return undefined;
    const { root, diagnostics, pipelines, code } = parsed<Stored>(lines.stored);
    const bundles = codeOf(code, lines.code);
    return {
      root,
      diagnostics,
      pipelines: pipelines.map((pipeline) => ({ ...pipeline, root, keptAs: kept.digest, bundles: pick(bundles, pipeline.bundles) })),
    };
  }

  /** Answers the project as one that is kept. */
  write(project: CompiledProject, seen: Seen): CompiledProject {
    const { root, diagnostics, pipelines } = project;
    const code = new Map<Digest, Bundle>(pipelines.flatMap(({ bundles }) => [...bundles]));
    const stored: Stored = {
      root,
      diagnostics,
      pipelines: pipelines.map(({ name, isDefault, document, bundles }) => ({ name, isDefault, document, bundles: [...bundles.keys()] })),
      code: [...code].map(
        ([
          digest,
          {
            code: { length },
            map,
          },
        ]) => ({
          digest,
          length,
          ...(map === undefined ? {} : { map: { file: map.file, length: map.bytes.length } }),
        }),
      ),
    };
    const keptAs = this.#folder.write(
      this.#key,
      Buffer.concat([
        Buffer.from(`${JSON.stringify(seen)}\n${JSON.stringify(stored)}\n`),
        ...[...code.values()].flatMap((bundle) => [bundle.code, ...(bundle.map === undefined ? [] : [bundle.map.bytes])]),
      ]),
    );
    return { ...project, pipelines: pipelines.map((pipeline) => ({ ...pipeline, keptAs })) };
  }
}

function splitLines(bytes: Buffer): { readonly seen: Buffer; readonly stored: Buffer; readonly code: Buffer } | undefined {
  const first = bytes.indexOf("\n");
  const second = bytes.indexOf("\n", first + 1);
  if (first < 0 || second < 0) return undefined;
  return { seen: bytes.subarray(0, first), stored: bytes.subarray(first + 1, second), code: bytes.subarray(second + 1) };
}

/** JSON of which a digest has proven that this version of this file wrote it. */
function parsed<T>(bytes: Buffer): T {
  const value: T = JSON.parse(bytes.toString("utf8"));
  return value;
}

function codeOf(stored: readonly StoredCode[], bytes: Buffer): ReadonlyMap<Digest, Bundle> {
  let at = 0;
  const take = (length: number): Buffer => bytes.subarray(at, (at += length));
  return new Map(
    stored.map(({ digest, length, map }) => {
      const code = take(length);
      return [digest, { code, ...(map === undefined ? {} : { map: { file: map.file, bytes: take(map.length) } }) }];
    }),
  );
}

const pick = (bundles: ReadonlyMap<Digest, Bundle>, digests: readonly Digest[]): ReadonlyMap<Digest, Bundle> =>
  new Map([...bundles].filter(([digest]) => digests.includes(digest)));
