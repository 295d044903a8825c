/** The editor's half of the step boundary: types that say in a sentence why a function cannot be a step. */
import type { Artifact } from "./artifact.ts";

declare const requires: unique symbol;

/** Any function at all. `never` and not `any`: a parameter without a type stays without one, and gets a sentence of its own. */
export type AnyFunction = (...args: never) => unknown;

/** An async function of one plain object, or of nothing. */
export type StepFunction = (...args: never) => Promise<unknown>;

export type ParametersOf<F> = F extends (...args: infer A) => unknown ? A : never;
export type ResultOf<F> = F extends (...args: never) => infer R ? R : never;
/** The one argument of a step. */
export type InputOf<F> = ParametersOf<F> extends readonly [] ? undefined : ParametersOf<F> extends readonly [(infer I)?] ? I : never;

type Keyed = ReadonlyMap<unknown, unknown> | ReadonlySet<unknown> | WeakMap<WeakKey, unknown> | WeakSet<WeakKey>;
type Lost = Keyed | ArrayBufferView | ArrayBufferLike | RegExp | Error | PromiseLike<unknown>;

type Member<P extends string, K> = K extends string | number
  ? string extends K
    ? `${P}[string]`
    : number extends K
      ? `${P}[number]`
      : `${P}.${K}`
  : P;

/** How deep a type is looked at; what recurs below has been seen above. */
type Depth = [0, 0, 0, 0, 0, 0, 0];

/**
 * Why a value of type `T` may not cross a step boundary, as a union of sentences; `never` = it may.
 * Distributes over unions; looks into optional fields, arrays, tuples, records and recursive types.
 */
export type Why<T, P extends string, D extends readonly 0[] = Depth> = 0 extends 1 & T
  ? `${P} is any, which has no schema`
  : unknown extends T
    ? `${P} is unknown, which has no schema`
    : D extends readonly [0, ...infer Rest extends readonly 0[]]
      ? WhyMember<T, P, Rest>
      : never;

type WhyMember<T, P extends string, D extends readonly 0[]> = T extends
  | string
  | number
  | boolean
  | null
  | undefined
  | void
  | Date
  | Artifact
  ? never
  : T extends bigint
    ? `${P} is a bigint, which JSON cannot hold`
    : T extends symbol
      ? `${P} is a symbol, which JSON cannot hold`
      : T extends AnyFunction
        ? `${P} is a function; steps exchange data`
        : T extends Lost
          ? `${P} does not survive JSON; use a record, an array or an artifact`
          : T extends readonly (infer E)[]
            ? Why<E, `${P}[]`, D>
            : T extends object
              ? { [K in keyof T]-?: K extends symbol ? never : Why<T[K], Member<P, K>, D> }[keyof T]
              : never;

type OneObject = "a step takes one plain object, or nothing";
type NoObject = readonly unknown[] | string | number | boolean | bigint | symbol | Date | Artifact | AnyFunction;

type WhyInput<A> = 0 extends 1 & A
  ? never
  : A extends readonly []
    ? never
    : A extends readonly [(infer I)?]
      ? 0 extends 1 & I
        ? Why<I, "input">
        : NonNullable<I> extends NoObject
          ? OneObject
          : Why<I, "input">
      : OneObject;

type WhyOutput<R> = 0 extends 1 & R
  ? "output is any, which has no schema"
  : [R] extends [never]
    ? never
    : [R] extends [PromiseLike<infer V>]
      ? Why<V, "output">
      : "a step is an async function: it returns a promise";

/** `unknown`, so that an intersection with it changes nothing, or an object that nobody has, with the sentences as its property's type. */
export type Verdict<M> = [M] extends [never] ? unknown : { readonly [requires]: M };

/** The check of a component's or pipeline's function. Stands on ANOTHER argument than the function: there it neither widens nor breaks inference. */
export type Check<F extends AnyFunction> = Verdict<
  // TypeScript infers nothing from a function whose parameter has no type.
  [ParametersOf<F>] extends [never]
    ? "the input has no type; write one, as in (input: { name: string })"
    : WhyInput<ParametersOf<F>> | WhyOutput<ResultOf<F>>
>;
