export interface ArgoOptions {
  /** Name of the workflow; its runs are called `<name>-…`. */
  readonly name: string;
  readonly kind: "Workflow" | "WorkflowTemplate";
  /** The image of TypeScript steps that name none. */
  readonly image: string;
  readonly namespace?: string;
}

export const DEFAULT_IMAGE = "node:24-slim";
