import { defineDiagnostics } from "@dagwright/ir";

export const argoDiagnostics = defineDiagnostics({
  DW5001: {
    severity: "error",
    message: ({ what }: { what: string }) => `Argo does not know ${what}: whoever may resume the workflow could answer it`,
    help: () => "leave `policy` out, and let Kubernetes' own roles (RBAC) say who may resume workflows of this namespace",
  },
  DW5002: {
    severity: "error",
    message: ({ token }: { token: string }) => `the container's argument \`${token}\` holds \`{{\`, which Argo would read as a template`,
    help: () => "pass the text as an input of a TypeScript component, or write it into an artifact",
  },
  DW5003: {
    severity: "error",
    message: ({ bytes, limit }: { bytes: number; limit: number }) =>
      `the workflow is ${bytes} bytes, more than the ${limit} that Kubernetes stores`,
    help: () => "share code between components, drop large constants, or split the pipeline",
  },
  DW5004: {
    severity: "error",
    message: ({ field, component }: { field: string; component: string }) =>
      `whether \`${field}\` of \`${component}\` is there is only known while the workflow runs, and Argo cannot leave out a container's argument then`,
    help: ({ field }) => `give \`${field}\` a value in every call, or make it required`,
  },
  DW5005: {
    severity: "error",
    message: ({ variable, component }: { variable: string; component: string }) =>
      `the variable \`${variable}\` of \`${component}\` holds \`{{\`, which Argo would read as a template`,
    help: () => "pass the text as an input of the component",
  },
});
