/** Signatures and the code that was bundled for them, as the components of a document. */
import type { Component, Implementation } from "@dagwright/ir";
import type { Bundle } from "../bundle/bundle.ts";
import type { BundleJob } from "../passes/7-bundle.ts";
import type { ComponentSignature, ImplementationDraft } from "../passes/3-signatures.ts";

/** What has to be bundled for a component: its function, or a container's fake. */
export function jobOf({ implementation }: ComponentSignature): BundleJob | undefined {
  switch (implementation.kind) {
    case "typescript":
      return implementation.job;
    case "container":
      return implementation.fake;
    case "importer":
    case "kubernetesResource":
      return undefined;
  }
}

/** None if its bundle could not be made, which has been reported. */
export function completeComponent(
  { component, implementation }: ComponentSignature,
  bundles: ReadonlyMap<BundleJob, Bundle>,
): Component | undefined {
  const complete = implementationOf(implementation, bundles);
  return complete === undefined ? undefined : { ...component, implementation: complete };
}

function implementationOf(draft: ImplementationDraft, bundles: ReadonlyMap<BundleJob, Bundle>): Implementation | undefined {
  switch (draft.kind) {
    case "typescript": {
      const made = bundles.get(draft.job);
      return made === undefined
        ? undefined
        : { kind: "typescript", bundle: made.digest, export: draft.job.request.kind === "glue" ? "glue" : "run" };
    }
    case "container": {
      const { fake, ...container } = draft;
      if (fake === undefined) return container;
      const made = bundles.get(fake);
      return made === undefined ? undefined : { ...container, fake: { bundle: made.digest, export: "run" } };
    }
    case "importer":
    case "kubernetesResource":
      return draft;
  }
}
