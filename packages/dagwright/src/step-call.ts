/** What happens when somebody calls a step. */
import { CallNode } from "./call-tree.ts";
import { declare, type Declaration } from "./declaration.ts";
import { perform } from "./perform.ts";
import { currentScope, inScope, moveTo, type Scope } from "./scope.ts";
import { UsageError } from "./usage-error.ts";

export function callStep(declaration: Declaration, self: unknown, args: readonly unknown[]): unknown {
  const scope = currentScope();
  if (scope.step !== undefined) return callInsideStep(declaration, self, args, scope.step.name);
  const start = async (): Promise<unknown> => {
    const implementation = scope.hooks?.fakes?.get(declaration.identity) ?? declaration.implementation;
    if (implementation === undefined) throw noFake(declaration);
    return perform({ declaration, implementation, self, args, scope });
  };
  return trackCall(scope, start);
}

/** Gives a call its place among the run's calls; outside of a run it just starts. */
export function trackCall<T>(scope: Scope, start: () => Promise<T>): Promise<T> {
  const { run, node = CallNode.root(), stop } = scope;
  if (run === undefined) return start();
  const place = node.next();
  const result = run.steps.track(place, stop, () => inScope({ ...scope, node: place }, start));
  moveTo(place);
  return result;
}

/** A component that a component calls is a function like any other. */
function callInsideStep(declaration: Declaration, self: unknown, args: readonly unknown[], caller: string): unknown {
  if (declaration.kind === "component" && declaration.implementation !== undefined) return declaration.implementation(self, args);
  const message = `${declaration.name()} was called inside the component ${caller}, which cannot start it; call it in a pipeline and pass its result on`;
  return Promise.reject(new UsageError("container-in-component", message));
}

function noFake(declaration: Declaration): UsageError {
  const name = declaration.name();
  switch (declaration.kind) {
    case "component":
      return new UsageError("not-a-step", `${name} has no function`);
    case "container":
    case "importer":
    case "kubernetesResource":
      return new UsageError(
        "no-fake",
        `${name} does not run in plain Node; give it a \`fake\`, or put one in place with withFakes of dagwright/testing`,
      );
  }
}

/** The function that users hold. */
export function stepFunction(declaration: Omit<Declaration, "identity">, identity?: object): object {
  const step = function (this: unknown, ...args: readonly unknown[]): unknown {
    return callStep(full, this, args);
  };
  const full: Declaration = { ...declaration, identity: identity ?? step };
  return declare(step, full);
}
