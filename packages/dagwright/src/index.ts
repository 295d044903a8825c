export { component, type StepDecorator } from "./component.ts";
export { container, type Container, type Paths, type Slots, type Token } from "./container.ts";
export { pipeline, type PipelineOptions } from "./pipeline.ts";
export { approval, type Approval, type ApprovalField, type ApprovalSpec } from "./approval.ts";
export { importer } from "./importer.ts";
export { kubernetesResource, type KubernetesResource, type Manifest } from "./kubernetes-resource.ts";
export { withOptions } from "./with-options.ts";
export { parallelMap } from "./parallel-map.ts";
export { loop } from "./loop.ts";
export { secret, type Secret } from "./secret.ts";
export { run } from "./run.ts";
export { step, type Step, type StepLog } from "./step.ts";
export {
  artifactType,
  ClassificationMetrics,
  Dataset,
  Html,
  Markdown,
  Metrics,
  Model,
  type Artifact,
  type ArtifactType,
  type ContentOptions,
  type FileOptions,
} from "./artifact.ts";
export type { CallOptions, Duration, Memory, Options } from "./options.ts";
export type { Check, StepFunction } from "./check.ts";
export { UsageError, type UsageErrorCode } from "./usage-error.ts";
export { StepError, type ArtifactMetadata, type StepErrorKind } from "@dagwright/protocol";
