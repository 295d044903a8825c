import type { Diagnostic } from "@dagwright/ir";
import { argo, type ArgoOptions } from "@dagwright/targets";
import { bundleOf, wrapperOf } from "../project/code-of.ts";
import type { CompiledPipeline } from "../project/compiled.ts";
import type { OutputFile } from "./output-file.ts";

/** The workflow of a pipeline; no file where Argo cannot take it. */
export function toArgo(
  pipeline: CompiledPipeline,
  options: Partial<ArgoOptions>,
): { readonly files: readonly OutputFile[]; readonly diagnostics: readonly Diagnostic[] } {
  const { code: wrapper } = wrapperOf(pipeline);
  const lowered = argo.lower(pipeline.document, { wrapper, bundle: (digest) => bundleOf(pipeline, digest) }, options);
  const files = lowered.files.map(({ name, text }): OutputFile => ({ name, bytes: Buffer.from(text), kind: "manifest" }));
  return { files, diagnostics: lowered.diagnostics };
}
