/** Who runs a component on this machine: the one table that a run and its plan share. */
import type { Component } from "@dagwright/ir";
import type { Work } from "./executors/executor.ts";
import type { Problem } from "./runner-error.ts";

export interface WorkOptions {
  /** A container engine can be used. */
  readonly engine: boolean;
  /** Components that the caller stands in for, by name. */
  readonly faked: (component: string) => boolean;
}

export type Choice =
  | { readonly executor: "process" | "container" | "fake" | "importer"; readonly work: Work }
  /** The caller's own function. */
  | { readonly executor: "caller" }
  | { readonly executor: "none"; readonly problem: Problem };

export function chooseWork(name: string, component: Component, options: WorkOptions): Choice {
  if (options.faked(name)) return { executor: "caller" };
  const { implementation } = component;
  switch (implementation.kind) {
    case "typescript":
      return { executor: "process", work: { kind: "function", bundle: implementation.bundle, export: implementation.export } };
    case "container": {
      const { image, command, args, fake } = implementation;
      if (options.engine) return { executor: "container", work: { kind: "container", image, command, args } };
      if (fake !== undefined) return { executor: "fake", work: { kind: "function", ...fake } };
      return {
        executor: "none",
        problem: {
          code: "containerWithoutExecutor",
          message: `${name} runs in a container (${image}), and no container engine answers here`,
        },
      };
    }
    case "importer":
      return { executor: "importer", work: { kind: "importer", artifact: implementation.artifact } };
    case "kubernetesResource":
      return {
        executor: "none",
        problem: {
          code: "unsupported",
          message: `${name} ${implementation.action === "get" ? "reads" : "changes"} a Kubernetes resource, which only a cluster can run`,
        },
      };
  }
}

/** The functions that the wrapper will load for a choice. */
export const bundlesOf = (choice: Choice): string[] => ("work" in choice && choice.work.kind === "function" ? [choice.work.bundle] : []);
