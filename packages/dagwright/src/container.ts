import type { Artifact } from "./artifact.ts";
import { callSite } from "./call-site.ts";
import type { Verdict, Why } from "./check.ts";
import { declaredName } from "./declared-name.ts";
import { implementationOf } from "./declaration.ts";
import type { Options } from "./options.ts";
import { stepFunction } from "./step-call.ts";

type Slot<T> = [T] extends [Artifact] ? { readonly path: string; readonly uri: string } : T;
/** A container's inputs as its command line sees them: artifacts by path or URI. */
export type Slots<I> = { readonly [K in keyof I]-?: undefined extends I[K] ? Slot<Exclude<I[K], undefined>> | undefined : Slot<I[K]> };
/** Where a container writes its outputs: a file each. */
export type Paths<O> = { readonly [K in keyof O]-?: { readonly path: string } };
export type Token = string | number | boolean | Date;

export interface Container<I, O> extends Options {
  readonly image: string;
  readonly command?: readonly string[];
  /** One list of texts and placeholders; a condition may leave a flag out. */
  readonly args?: (inputs: Slots<I>, outputs: Paths<O>) => readonly (Token | readonly Token[])[];
  /** What plain Node, tests and machines without a container engine run instead. */
  readonly fake?: (input: I) => Promise<O>;
}

/** Makes an image a step, typed by hand and checked like any function. In plain Node it runs its `fake`, else it throws. */
export function container<I extends object, O extends object>(
  spec: Container<I, O> & Verdict<Why<I, "input"> | Why<O, "output">>,
): (input: I) => Promise<O>;
export function container(spec: Container<never, unknown>): unknown {
  const site = callSite(container);
  const { image: _, command: _command, args: _args, fake, ...options } = spec;
  const implementation = fake === undefined ? undefined : implementationOf(fake);
  return stepFunction({ kind: "container", name: () => declaredName(site, "container"), options, implementation });
}
