/** `process.env` as each step of plain Node sees it: its own variables over those of the process, also where steps run side by side. */
import { secretVariable } from "@dagwright/protocol";
import type { Options } from "./options.ts";
import { currentScope, type StepEnvironment } from "./scope.ts";

/** The variables of one attempt. A secret comes from the process, as in the local runner, and where it is not there the variable is not. */
export function stepEnvironment({ env = {} }: Options): StepEnvironment | undefined {
  const own: StepEnvironment = new Map();
  for (const [name, value] of Object.entries(env)) {
    const text = typeof value === "string" ? value : process.env[secretVariable({ name: value.secret, key: value.key })];
    if (text !== undefined) own.set(name, text);
  }
  return own.size === 0 ? undefined : own;
}

let users = 0;
let replaced: NodeJS.ProcessEnv = process.env;
let placed: NodeJS.ProcessEnv | undefined;

/** Runs a step that has variables of its own; the first puts the view in place, and the last takes it away. */
export async function withEnvironment<T>(own: StepEnvironment | undefined, run: () => Promise<T>): Promise<T> {
  if (own === undefined) return run();
  if (users === 0) {
    replaced = process.env;
    process.env = placed = view(replaced);
  }
  users += 1;
  try {
    return await run();
  } finally {
    users -= 1;
    // Unless somebody else has put theirs over it.
    if (users === 0 && process.env === placed) process.env = replaced;
  }
}

const ownOf = (key: string | symbol): StepEnvironment | undefined => {
  const { environment } = currentScope();
  return typeof key === "string" && environment?.has(key) === true ? environment : undefined;
};

function view(all: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return new Proxy(all, {
    get: (target, key): unknown => {
      const own = ownOf(key);
      return own === undefined ? Reflect.get(target, key) : own.get(String(key));
    },
    has: (target, key) => {
      const own = ownOf(key);
      return own === undefined ? Reflect.has(target, key) : own.get(String(key)) !== undefined;
    },
    set: (target, key, value: unknown) => {
      const own = ownOf(key);
      if (own === undefined) return Reflect.set(target, key, value);
      own.set(String(key), String(value));
      return true;
    },
    deleteProperty: (target, key) => {
      const own = ownOf(key);
      if (own === undefined) return Reflect.deleteProperty(target, key);
      own.set(String(key), undefined);
      return true;
    },
    ownKeys: (target) => {
      const { environment = new Map<string, string | undefined>() } = currentScope();
      const hidden = [...environment].flatMap(([name, value]) => (value === undefined ? [name] : []));
      return [...new Set([...Reflect.ownKeys(target), ...environment.keys()])].filter(
        (key) => typeof key === "symbol" || !hidden.includes(key),
      );
    },
    getOwnPropertyDescriptor: (target, key) => {
      const value = ownOf(key)?.get(String(key));
      if (ownOf(key) === undefined) return Reflect.getOwnPropertyDescriptor(target, key);
      return value === undefined ? undefined : { value, writable: true, enumerable: true, configurable: true };
    },
  });
}
