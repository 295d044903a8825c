import { sha256, type Digest } from "@dagwright/protocol";
import { RefusedError } from "../refused-error.ts";
import type { CompiledPipeline } from "./compiled.ts";

/** The wrapper that runs inside each step. Throws a `RefusedError` when it is not beside the document. */
export function wrapperOf({ name, document, bundles }: CompiledPipeline): { readonly digest: Digest; readonly code: Uint8Array } {
  const digest = document.wrapper;
  const code = digest === undefined ? undefined : bundles.get(digest)?.code;
  const problem = (what: string): RefusedError =>
    new RefusedError(`the pipeline ${name} ${what}`, "compile it again from its source: dagwright compile FILE --target ir");
  if (digest === undefined) throw problem("names no wrapper to run its steps with");
  if (code === undefined) throw problem(`needs its wrapper, bundles/${digest}.mjs, which is not there`);
  if (sha256(code) !== digest) throw problem(`needs its wrapper, bundles/${digest}.mjs, which has changed`);
  return { digest, code };
}

/** The bytes of a bundle. Throws a `RefusedError` when it is not there, or is not what its name says. */
export function bundleOf({ name, bundles }: CompiledPipeline, digest: Digest): Uint8Array {
  const code = bundles.get(digest)?.code;
  if (code !== undefined && sha256(code) === digest) return code;
  throw new RefusedError(
    `the pipeline ${name} needs bundles/${digest}.mjs, which ${code === undefined ? "is not there" : "has changed"}`,
    "compile it again from its source",
  );
}
