import type { Choices } from "./choices.ts";
import type { Block } from "./plan.ts";
import type { Scope } from "./scope.ts";

/** Where a statement stands. */
export interface Place {
  /** 0 in the body of the pipeline. What repeats counts twice. */
  readonly depth: number;
  /** What an early `return` gives here; none = it may not. */
  readonly returns?: "result" | "sum" | "text" | "nothing";
  /** The body itself, or that of a callback: nothing can keep it from going on to its end but a failure. */
  readonly isOutermost: boolean;
  /** In a loop that `break` and `continue` may leave. */
  readonly mayBreak: boolean;
  /** Not between a call and its `await`. */
  readonly mayThrow: boolean;
  /** The error that is caught here. */
  readonly caught?: string;
}

/** Nothing that repeats is opened below this depth. */
export const DEEPEST = 4;

/** What all parts of the generator share while they write one program. */
export interface Writer {
  /** Of the statement that is being written. */
  readonly choices: Choices;
  /** How many of the calls fail, from 0 to 1. */
  readonly failing: number;
  /** Of the innermost copies that it stands in. */
  readonly index: string | undefined;
  /** A name that no other variable of the program has. */
  name(prefix: string): string;
  /** What tells one call in the source from all others, and from its copies over the items of a list. */
  tag(): string;
  /** The statements of a block. `scope` is changed to what holds at their end. */
  block(block: Block | undefined, scope: Scope, place: Place): readonly string[];
  /** What is written meanwhile is part of a construct within the statement's own. */
  within<T>(construct: string, write: () => T): T;
  /** What is written meanwhile runs beside what is written for other members of the same construct. */
  beside<T>(member: number, write: () => T): T;
  /** What is written meanwhile runs beside copies of itself, which the variable `index` counts. */
  copied<T>(index: string, write: (each: Writer) => T): T;
}

/** A kind of statement, drawn as often as its weight says. */
export interface StatementKind {
  /** The construct that the coverage counts. */
  readonly name: string;
  readonly weight: number;
  /** How many blocks it has. */
  readonly blocks?: number;
  /** Calls nothing itself: what reads it shows whether it is right. */
  readonly silent?: true;
  /** Where it does not fit, its blocks stand there without it; or else, a plain step. */
  fits?(scope: Scope, place: Place): boolean;
  /** Its lines; adds to `scope` what it declares. */
  write(writer: Writer, scope: Scope, place: Place, blocks: readonly Block[]): readonly string[];
}

export const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

/** For what stands beside a block: it fails more often, so that much else is seen beside a failure. */
export const failingMore = (writer: Writer): Writer => ({ ...writer, failing: writer.failing * 2.5 });

/** For what repeats, or runs beside others. */
export const isShallow = (_scope: Scope, { depth }: Place): boolean => depth < DEEPEST;

export const deeper = ({ isOutermost: _, ...place }: Place, by = 1): Place => ({ ...place, depth: place.depth + by, isOutermost: false });

/** Of the body of a function within the body. */
export const inCallback = ({ depth }: Place, returns: NonNullable<Place["returns"]>): Place => ({
  depth: depth + 2,
  returns,
  isOutermost: true,
  mayBreak: false,
  mayThrow: true,
});

export const notEnding = ({ depth }: Place): Place => ({ depth: depth + 1, isOutermost: false, mayBreak: false, mayThrow: false });

export const notReturning = ({ returns: _, ...place }: Place): Place => ({ ...place, mayBreak: false });
