// A sketch of the type-transparent surface, tested under TypeScript 6.0.3 and 7.0.2: the good programs pass, the bad lines fail with sentences.
// Why this shape: inferring F alone and checking on the OTHER argument keeps generics and catches bad inputs; `fn: Fn & Check` lets bad inputs pass
// (contravariance), `F extends Check<F>` is circular. Still to add: folders, async artifact builders and readers, importer, kubernetesResource.
export {};
declare const kind: unique symbol, secretBrand: unique symbol, requires: unique symbol;
// artifacts: type and value share a name; the brand keeps Dataset and Model apart
type Meta = Readonly<Record<string, string | number | boolean>>;
export interface Artifact<K extends string = string> { readonly [kind]: K; readonly uri: string; readonly path: string; readonly digest: string; readonly metadata: Meta }
export interface ArtifactType<K extends string> {
  fromFile(path: string, o?: { metadata?: Meta }): Artifact<K>;
  fromText(text: string, o?: { name?: string; metadata?: Meta }): Artifact<K>;
  fromJson(value: unknown, o?: { name?: string; metadata?: Meta }): Artifact<K>;
}
export type Dataset = Artifact<"Dataset">; export declare const Dataset: ArtifactType<"Dataset">;
export type Model = Artifact<"Model">; export declare const Model: ArtifactType<"Model">;
export declare function artifactType<const K extends string>(kind: K): ArtifactType<K>;
// what may not cross a step boundary, as a union of sentences (never = fine)
type NotJson = ReadonlyMap<any, any> | ReadonlySet<any> | WeakMap<any, any> | WeakSet<any> | ArrayBufferView | ArrayBufferLike | RegExp | Error | PromiseLike<any>;
type Why<T, P extends string, D extends 0[] = [0, 0, 0, 0, 0, 0]> =
  0 extends 1 & T ? `${P} is any, which has no schema`
  : unknown extends T ? `${P} is unknown, which has no schema`
  : D extends [0, ...infer R extends 0[]] ? (T extends string | number | boolean | null | undefined | void | Date | Artifact ? never
    : T extends bigint ? `${P} is a bigint, which JSON cannot hold` : T extends symbol ? `${P} is a symbol`
    : T extends (...a: never) => unknown ? `${P} is a function; steps exchange data` : T extends NotJson ? `${P} does not survive JSON; use a record, an array or an artifact`
    : T extends readonly (infer E)[] ? Why<E, `${P}[]`, R> : T extends object ? { [K in keyof T]-?: Why<T[K], `${P}.${K & string}`, R> }[keyof T] : never) : never;
type One<A> = 0 extends 1 & A ? never : A extends [] ? never : A extends [(infer I)?] ? (NonNullable<I> extends readonly unknown[] | string | number | boolean | Date | Artifact ? "a component takes one plain object, or nothing" : Why<I, "input">) : "a component takes one plain object, or nothing";
type Verdict<M> = [M] extends [never] ? unknown : { readonly [requires]: M };
type Step = (...args: any) => Promise<any>;
type Check<F extends Step> = 0 extends 1 & Parameters<F> ? unknown : Verdict<One<Parameters<F>> | Why<Awaited<ReturnType<F>>, "output">>;
// options and run-time values
export interface Secret { readonly [secretBrand]: true } export declare function secret(name: string, key: string): Secret;
export interface Options { image?: string; cpu?: string | number; memory?: string; gpu?: number; retries?: number | { limit: number; backoff?: string; on?: "failure" | "infrastructure" | "any" }; timeout?: string; cache?: boolean; env?: Record<string, string | Secret>; packages?: string[] }
// component: two call forms and the decorator, one name. F is returned as is, so generics and docs survive
export declare function component<F extends Step>(options: Options & Check<F>, fn: F): F;
// one decorator for both protocols: TC39 (context) and legacy experimentalDecorators (descriptor); the sentence reaches the user in both
export interface StepDecorator {
  <F extends Step>(method: F, context: ClassMethodDecoratorContext<any> & { static: true; private: false } & Check<F>): F;
  <F extends Step>(target: Function, key: string | symbol, descriptor: TypedPropertyDescriptor<F> & Check<F>): void;
}
export declare function component(options?: Options): StepDecorator;
// container
type Slot<T> = [T] extends [Artifact] ? { readonly path: string; readonly uri: string } : T;
type Slots<I> = { readonly [K in keyof I]-?: undefined extends I[K] ? Slot<Exclude<I[K], undefined>> | undefined : Slot<I[K]> };
type Paths<O> = { readonly [K in keyof O]-?: { readonly path: string } };
type Token = string | number | boolean | Date;
export interface Container<I, O> extends Options { image: string; command?: readonly string[]; args?: (i: Slots<I>, o: Paths<O>) => readonly Token[]; fake?: (i: I) => Promise<O> }
export declare function container<I extends object, O extends object>(spec: Container<I, O> & Verdict<Why<I, "input"> | Why<O, "output">>): (input: I) => Promise<O>;
// per-call configuration; the type is the step's own. Values may be outputs
export declare function withOptions<F extends Step>(step: F, options: Options & { displayName?: string }): F;
// pipeline
export declare function pipeline<F extends Step>(name: string & Check<F>, body: F): F;
export declare function pipeline<F extends Step>(name: string, options: { order?: "javascript" | "dataflow"; onFailure?: "settle" | "stop"; onExit?: (input: any) => Promise<unknown> } & Check<F>, body: F): F;
// bounded fan-out, bounded loop, approval
export declare function parallelMap<const T extends readonly unknown[], R>(items: T, fn: (item: T[number], index: number) => Promise<R>, o: { concurrency: number }): Promise<{ -readonly [I in keyof T]: R }>;
export declare function approval<const X extends Record<string, "string" | "number" | "boolean" | readonly string[]> = {}>(o: { message: string; policy?: string; subject?: Artifact; fields?: X; expires?: string }): Promise<{ reason: string; by: string; at: Date } & { -readonly [K in keyof X]: X[K] extends "string" ? string : X[K] extends "number" ? number : X[K] extends "boolean" ? boolean : X[K] extends readonly (infer E)[] ? E : never }>;
// context: `run` is symbolic in a body and real in a step; `step` exists in a step only
export declare const run: { readonly id: string; readonly startedAt: Date; readonly status: "running" | "succeeded" | "failed" };
export declare const step: { readonly attempt: number; readonly signal: AbortSignal; readonly log: { metric(name: string, value: number, o?: { step?: number }): void; param(name: string, value: string | number | boolean): void; info(message: string): void } };
export declare class StepError extends Error { readonly step: string; readonly attempt: number; readonly kind: "thrown" | "exit" | "timeout" | "infrastructure" | "rejected" | "invalid-output" | "cancelled"; readonly exitCode?: number }
export declare function importer<K extends string>(type: ArtifactType<K>): (input: { uri: string }) => Promise<Artifact<K>>;
