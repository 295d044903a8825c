import type { AnyFunction, Check } from "./check.ts";
import { callSite } from "./call-site.ts";
import { declaredName } from "./declared-name.ts";
import { implementationOf } from "./declaration.ts";
import type { Options } from "./options.ts";
import { stepFunction } from "./step-call.ts";
import { UsageError } from "./usage-error.ts";

/** `component` on a `static async` method, under TC39 decorators and under `experimentalDecorators` alike. */
export interface StepDecorator {
  <F extends AnyFunction>(method: F, context: ClassMethodDecoratorContext & PublicStatic & Check<F>): F;
  <F extends AnyFunction>(target: ClassOfAStaticMethod, key: string | symbol, descriptor: TypedPropertyDescriptor<F> & Check<F>): void;
}

// The texts are for people only: no context has them.
interface PublicStatic {
  readonly static: true | "a step is a static method";
  readonly private: false | "a step is a public method";
}

/** A class, and not one of its instances. */
interface ClassOfAStaticMethod {
  readonly prototype: unknown;
  readonly name: string;
}

/**
 * Makes an async function a step. What you get has the type you wrote.
 *
 * @example
 * export const evaluate = component({ cpu: 1 }, async (input: { model: Model; test: Dataset }): Promise<{ auc: number }> => { … });
 */
export function component<F extends AnyFunction>(options: Options & Check<F>, fn: F): F;
/** The same for a `static async` method: `@component({ memory: "2Gi" }) static async prepare(input: { table: string }) { … }`. */
export function component(options?: Options): StepDecorator;
export function component(options: Options = {}, fn?: AnyFunction): unknown {
  if (fn === undefined) return decorator(options);
  const site = callSite(component);
  return stepFunction({ kind: "component", name: () => declaredName(site, "component"), options, implementation: implementationOf(fn) });
}

function decorator(options: Options): (...args: readonly unknown[]) => unknown {
  return (...args) => {
    const [method, context] = args;
    if (isStandardContext(context)) return decorateStandard(options, method, context);
    const [target, key, descriptor] = args;
    return decorateLegacy(options, target, key, descriptor);
  };
}

interface MethodContext {
  readonly kind: string;
  readonly name: string | symbol;
  readonly static: boolean;
  addInitializer(initializer: (this: unknown) => void): void;
}

const isStandardContext = (value: unknown): value is MethodContext =>
  typeof value === "object" && value !== null && "kind" in value && "addInitializer" in value;

function decorateStandard(options: Options, method: unknown, context: MethodContext): object {
  if (context.kind !== "method" || !context.static || typeof method !== "function") throw wrongTarget(String(context.name));
  let className = (): string => "";
  // Known when the class is there. Its name is read when it is asked for: a lowered class gets its own only at the end.
  context.addInitializer(function (this: unknown) {
    className = nameOf(this);
  });
  return named(options, method, () => methodName(className(), context.name));
}

const nameOf = (target: unknown) => (): string => (typeof target === "function" ? target.name : "");

function decorateLegacy(options: Options, target: unknown, key: unknown, descriptor: unknown): PropertyDescriptor {
  const method: unknown = typeof descriptor === "object" && descriptor !== null && "value" in descriptor ? descriptor.value : undefined;
  if (typeof target !== "function" || typeof method !== "function") throw wrongTarget(String(key));
  return { ...Object(descriptor), value: named(options, method, () => methodName(target.name, String(key))) };
}

const methodName = (className: string, method: string | symbol): string =>
  className === "" ? String(method) : `${className}.${String(method)}`;

function named(options: Options, method: object, name: () => string): object {
  return stepFunction({ kind: "component", name, options, implementation: implementationOf(method) });
}

const wrongTarget = (name: string): UsageError =>
  new UsageError("wrong-decorator-target", `@component stands on ${name}, but only a static async method can be a step`);
