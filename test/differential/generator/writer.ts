import type { Choices } from "./choices.ts";
import type { Block } from "./plan.ts";
import type { Scope } from "./scope.ts";

/** Where a statement stands. */
export interface Place {
  /** 0 in the body of the pipeline. What repeats counts twice. */
  readonly depth: number;
  /** Not inside a callback, whose `return` means something else. */
  readonly mayReturn: boolean;
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
  /** A name that no other variable of the program has. */
  name(prefix: string): string;
  /** A literal that tells one call in the source from all others. */
  tag(): string;
  /** The statements of a block. `scope` is changed to what holds at their end. */
  block(block: Block | undefined, scope: Scope, place: Place): readonly string[];
  /** What is written meanwhile is part of a construct within the statement's own. */
  within<T>(construct: string, write: () => T): T;
  /** What is written meanwhile runs beside what is written for other members of the same construct; "items": beside copies of itself. */
  beside<T>(member: number | "items", write: () => T): T;
}

/** A kind of statement, drawn as often as its weight says. */
export interface StatementKind {
  /** The construct that the coverage counts. */
  readonly name: string;
  readonly weight: number;
  /** How many blocks it has. */
  readonly blocks?: number;
  /** Where it does not fit, its blocks stand there without it; or else, a plain step. */
  fits?(scope: Scope, place: Place): boolean;
  /** Its lines; adds to `scope` what it declares. */
  write(writer: Writer, scope: Scope, place: Place, blocks: readonly Block[]): readonly string[];
}

export const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

export const deeper = (place: Place, by = 1): Place => ({ ...place, depth: place.depth + by });

/** Of the body of a function within the body. */
export const inCallback = (place: Place): Place => ({ depth: place.depth + 2, mayReturn: false, mayBreak: false, mayThrow: true });

export const notEnding = (place: Place): Place => ({ depth: place.depth + 1, mayReturn: false, mayBreak: false, mayThrow: false });
