import type { StepFunction } from "../check.ts";
import { declarationOf, implementationOf, type Implementation } from "../declaration.ts";
import { currentScope, inScope } from "../scope.ts";
import { UsageError } from "../usage-error.ts";

/** A step and what runs in its place. */
export type Fake = readonly [step: StepFunction, fake: StepFunction];

type Fakes<S extends readonly StepFunction[]> = { readonly [I in keyof S]: readonly [step: S[I], fake: NoInfer<S[I]>] };

/** One entry for `withFakes`, checked where it is written: `fake(train, async ({ seed }) => ({ loss: seed }))`. */
export function fake<F extends StepFunction>(step: F, implementation: NoInfer<F>): readonly [step: F, fake: F] {
  return [step, implementation];
}

/**
 * Runs `fn` with fakes in place of steps, also of those with other options. A fake passes the step's boundary, with its retries and timeout.
 *
 * @example
 * await withFakes([[train, async ({ seed }) => ({ model: textArtifact(Model, "{}"), loss: seed })]], () => main({ table: "t" }));
 */
export async function withFakes<const S extends readonly StepFunction[], R>(fakes: Fakes<S>, fn: () => Promise<R>): Promise<R> {
  const scope = currentScope();
  const all = new Map<object, Implementation>(scope.hooks?.fakes);
  const entries: readonly Fake[] = fakes;
  for (const [step, implementation] of entries) {
    const declaration = declarationOf(step);
    if (declaration === undefined)
      throw new UsageError("not-a-step", "withFakes takes pairs of a step and its fake, and the first of a pair is no step");
    all.set(declaration.identity, implementationOf(implementation));
  }
  return inScope({ ...scope, hooks: { ...scope.hooks, fakes: all } }, fn);
}
