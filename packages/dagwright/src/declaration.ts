/** What plain Node knows of a step besides how to call it. */
import type { Options } from "./options.ts";

export type StepKind = "component" | "container" | "importer" | "kubernetesResource";

/** The user's function, called with unknown arguments: types have been checked where it was declared. */
export type Implementation = (self: unknown, args: readonly unknown[]) => unknown;

export interface Declaration {
  readonly kind: StepKind;
  /** Found out when somebody asks: only errors and tests do. */
  readonly name: () => string;
  readonly options: Options;
  /** None = it cannot run in plain Node. */
  readonly implementation: Implementation | undefined;
  /** What a fake is put in place of; the same for a step and for the step with other options. */
  readonly identity: object;
}

const declarations = new WeakMap<object, Declaration>();

export const declarationOf = (step: unknown): Declaration | undefined => (typeof step === "function" ? declarations.get(step) : undefined);

export function declare<F extends object>(step: F, declaration: Declaration): F {
  declarations.set(step, declaration);
  return step;
}

export const implementationOf =
  (fn: object): Implementation =>
  (self, args): unknown =>
    typeof fn === "function" ? Reflect.apply(fn, self, args) : undefined;
