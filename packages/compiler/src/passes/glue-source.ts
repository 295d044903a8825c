/** What pass 4 and 5 ask of the slicer (pass 7): one pure expression of a pipeline body, to become a module of its own. */
import type { Path } from "@dagwright/protocol";
import type { Expression, Handle } from "../frontend/syntax.ts";

/**
 * Becomes `export const glue = (roots, constants) => …`, where every name in `roots` and `constants` is a variable of the expression:
 * `({ runs }, { minAuc }) => runs.filter((r) => r.auc >= minAuc)`. Free names that are in neither (helpers, enums, regular expressions,
 * globals) are sliced by symbol, as in a component.
 */
export interface GlueSource {
  readonly expression: Expression;
  /** Code over the roots, where the program has no expression for the value: the rest of a pattern. */
  readonly code?: string;
  /** "boolean" wraps the expression: `Boolean(…)`. */
  readonly as: "value" | "boolean";
  /** Read from the result, as JavaScript's `?.` would: `(…).model`. */
  readonly select: Path;
  /** Local names bound to keys of `roots`. */
  readonly roots: Readonly<Record<string, string>>;
  /** Local names bound to keys of `constants`. */
  readonly constants: Readonly<Record<string, string>>;
  /** Local `const`s to declare first, in this order: functions, and values that have no schema, such as a `Map`. Each has names of its own. */
  readonly locals: readonly { readonly name: string; readonly source: GlueSource }[];
  /** Sub-expressions to replace by a name of `roots`, such as `await load()` in `(await load()).filter(…)`. */
  readonly holes: readonly {
    readonly expression: Expression;
    readonly root: string;
    /** A list with `null` for items that are `undefined`. */
    readonly isOpen?: boolean;
  }[];
  /** Statements that run first; `code` then reads what they have left in their variables. */
  readonly block?: GlueBlock;
}

/** A statement of a pipeline body that runs as one piece, in a function that has its variables for its own. */
export interface GlueBlock {
  readonly statement: Handle;
  /** What it changes. */
  readonly variables: readonly GlueVariable[];
  /** Its `return`s, and what they return: `exit` then is a list of that, else nothing. */
  readonly returns: readonly { readonly statement: Handle; readonly value: Handle | undefined }[];
  /** For people, behind the text of the statement: the variables that are read. */
  readonly gives: string;
}

export interface GlueVariable {
  readonly name: string;
  /** What it held before; none = nothing was assigned. */
  readonly from:
    | { readonly kind: "root" | "constant"; readonly key: string }
    | { readonly kind: "source"; readonly source: GlueSource }
    | undefined;
  /** Values that are handed on are frozen: one that is changed in place is copied, as deep as it may be changed. */
  readonly copy: "deep" | "shallow" | "none";
}

/** What a block's `return` gave. */
export const EXIT = "$exit";
