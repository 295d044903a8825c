import type { Random } from "./random.ts";
import type { Scope } from "./scope.ts";

/** Where a statement stands. */
export interface Place {
  /** 0 in the body of the pipeline. */
  readonly depth: number;
  /** Not inside a callback, whose `return` means something else. */
  readonly mayReturn: boolean;
}

/** No branch, loop or callback is opened below this depth. */
export const DEEPEST = 3;

/** What all parts of the generator share while they write one program. */
export interface Writer {
  readonly random: Random;
  /** The pipeline that the program may call. */
  readonly helper: string;
  /** A name that no other variable of the program has. */
  name(prefix: string): string;
  /** A literal that tells one call in the source from all others. */
  tag(): string;
  /** One to `most` statements. `scope` is changed to what holds at their end. */
  statements(scope: Scope, place: Place, most: number): readonly string[];
}

/** A kind of statement, drawn as often as its weight says wherever it fits. */
export interface StatementKind {
  readonly weight: number;
  fits?(scope: Scope, place: Place): boolean;
  /** Its lines; adds to `scope` what it declares. */
  write(writer: Writer, scope: Scope, place: Place): readonly string[];
}

export const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);
