export { argo, lowerToWorkflow } from "./argo/lower.ts";
export { argoDiagnostics } from "./argo/diagnostics.ts";
export { DEFAULT_IMAGE, type ArgoOptions } from "./argo/options.ts";
export type { Workflow } from "./argo/manifest.ts";
export type { Capabilities, Code, Lowered, Target } from "./target.ts";
