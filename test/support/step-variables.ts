/** The variables of a step that is a function of this process, as an interpreter runs it. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { StepConfig } from "@dagwright/ir";

const own = new AsyncLocalStorage<StepConfig["env"]>();
let placed = false;

/** Runs what reads `process.env`, also beside others. Secrets it does not have. */
export function withVariables<T>(env: StepConfig["env"], run: () => T): T {
  if (!placed)
    process.env = new Proxy(process.env, {
      get: (target, name) => {
        const value = own.getStore()?.[String(name)];
        return value?.kind === "text" ? value.text : Reflect.get(target, name);
      },
      // Onto the variables themselves: they refuse what is defined through a proxy.
      set: (target, name, value: unknown) => Reflect.set(target, name, value),
    });
  placed = true;
  return own.run(env, run);
}
