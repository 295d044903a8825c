import { callSite } from "./call-site.ts";
import type { Verdict, Why } from "./check.ts";
import type { Slots } from "./container.ts";
import { declaredName } from "./declared-name.ts";
import { implementationOf } from "./declaration.ts";
import type { Options } from "./options.ts";
import { stepFunction } from "./step-call.ts";

/** A Kubernetes object, as its manifest says it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly generateName?: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

export interface KubernetesResource<I> extends Pick<Options, "retries" | "timeout" | "labels"> {
  readonly action: "create" | "apply" | "get" | "delete";
  readonly manifest: (inputs: Slots<I>) => Manifest;
  /** Conditions on the object, such as "status.succeeded > 0"; the step ends when one holds. */
  readonly success?: string;
  readonly failure?: string;
  /** What plain Node and tests run instead. */
  readonly fake?: (input: I) => Promise<void>;
}

/** Applies a manifest and waits for a condition. In plain Node it runs its `fake`, else it throws. */
export function kubernetesResource<I extends object>(spec: KubernetesResource<I> & Verdict<Why<I, "input">>): (input: I) => Promise<void>;
export function kubernetesResource(spec: KubernetesResource<never>): unknown {
  const site = callSite(kubernetesResource);
  const { action: _, manifest: _manifest, success: _success, failure: _failure, fake, ...options } = spec;
  const implementation = fake === undefined ? undefined : implementationOf(fake);
  return stepFunction({ kind: "kubernetesResource", name: () => declaredName(site, "kubernetesResource"), options, implementation });
}
