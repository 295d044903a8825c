/**
 * `Promise.all` in the body of a pipeline ends when all its members have: only then does what catches the first failure of the list start.
 * While runs are going on, and only for their bodies; steps and everything else keep the language's own.
 */
import { currentScope } from "./scope.ts";

const native = Object.getOwnPropertyDescriptor(Promise, "all");

let runs = 0;

/** From now on; gives back how to end it. */
export function settleJoins(): () => void {
  runs += 1;
  if (runs === 1 && native !== undefined) Object.defineProperty(Promise, "all", { ...native, value: all });
  return () => {
    runs -= 1;
    if (runs === 0 && native !== undefined) Object.defineProperty(Promise, "all", native);
  };
}

/** A function of its own `this`, as the language's is: a subclass has its own members. */
function all(this: unknown, members: Iterable<unknown>): unknown {
  const { run, step } = currentScope();
  const isOfBody = this === Promise && run !== undefined && step === undefined;
  return isOfBody ? settledAll(members) : Reflect.apply(native?.value, this, [members]);
}

async function settledAll(members: Iterable<unknown>): Promise<readonly unknown[]> {
  const results = await Promise.allSettled(members);
  return results.map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}
