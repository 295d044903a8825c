import { NAME } from "@dagwright/protocol";
import type { SurfaceDeclaration, SurfaceName } from "../frontend.ts";

/** The package whose exports the compiler recognises. */
export const SURFACE_PACKAGE = NAME;

/** Where the surface's exports are declared: some, such as `StepError`, belong to the protocol and are handed on. */
export const DECLARING_PACKAGES: ReadonlySet<string> = new Set([SURFACE_PACKAGE, `@${SURFACE_PACKAGE}/protocol`]);

const NAMES: Readonly<Record<SurfaceName, true>> = {
  component: true,
  container: true,
  pipeline: true,
  approval: true,
  importer: true,
  kubernetesResource: true,
  withOptions: true,
  parallelMap: true,
  secret: true,
  run: true,
  step: true,
  artifactType: true,
  StepError: true,
  loop: true,
};

export const isSurfaceName = (name: string): name is SurfaceName => Object.hasOwn(NAMES, name);

/** The functions whose call declares something. */
export const isDeclaringName = (name: SurfaceName): name is SurfaceDeclaration["surface"] => {
  switch (name) {
    case "component":
    case "container":
    case "pipeline":
    case "importer":
    case "kubernetesResource":
      return true;
    default:
      return false;
  }
};
