/** What an expression of a pipeline body can come to while the body is read. */
import type { Field, Json, StepConfigLike } from "./step-table.ts";
import type { TypeResult, Declaration } from "../frontend/frontend.ts";
import type { Expression, FunctionExpression } from "../frontend/syntax.ts";
import type { Diagnostic } from "@dagwright/ir";
import type { Value } from "@dagwright/protocol";
import type { Frame, Started } from "./frame.ts";
import type { Scope } from "./scope.ts";
import type { CallableStep } from "./step-table.ts";

export type Val =
  /** A constant: folded into the IR. */
  | { readonly kind: "known"; readonly value: Json | undefined }
  /** An array literal; it grows by `push` while `owner` is the region being read. */
  | ListVal
  /** An object literal; `owner` is the region it stands in. */
  | { readonly kind: "record"; readonly fields: ReadonlyMap<string, Val>; readonly owner?: Frame }
  /** References and expressions over them. */
  | SymbolicVal
  /** A pure expression that the IR has no word for; it becomes glue where it is used. */
  | GlueVal
  /** A step that has been started: a promise. */
  | { readonly kind: "started"; readonly started: Started }
  /** A call of an inline async function, which runs where it is awaited. */
  | AsyncCallVal
  /** `xs.map(async …)` or `parallelMap(xs, …)` over a list that is only known while running. */
  | EachVal
  /** `Promise.all([…])`, which runs where it is awaited. */
  | AllVal
  | FunctionVal
  | StepVal
  /** A name that is no value of the graph: `Math`, `approval`, a package's function. */
  | { readonly kind: "named"; readonly declaration: Declaration; readonly why?: Diagnostic | undefined }
  /** A variable after a failure, where nothing tells how far its assignment got. */
  | { readonly kind: "unreadable"; readonly why: string }
  /** What follows from a mistake that was reported: it silences everything that is built on it. */
  | { readonly kind: "poison" };

export interface ListVal {
  readonly kind: "list";
  readonly items: Val[];
  readonly owner: Frame | undefined;
}

export interface SymbolicVal {
  readonly kind: "symbolic";
  readonly value: Value;
  /** Where the type is not the expression's own: a caught error, an index. */
  readonly type?: TypeResult;
  readonly isError?: boolean;
  /** A list or object that the body has made itself and may go on to fill. */
  readonly isOwn?: boolean;
  /** Of a variable: on a path that left, nothing may have been assigned. */
  readonly isUnset?: boolean;
  /** Of an error: the body may have thrown it itself, so that it need not be a `StepError`. */
  readonly mayBeOwn?: boolean;
}

export interface GlueVal {
  readonly kind: "glue";
  readonly expression: Expression;
  readonly scope: Scope;
}

export interface AsyncCallVal {
  readonly kind: "asyncCall";
  /** Place in the order of calls. */
  readonly called?: number;
  readonly fn: FunctionVal;
  readonly args: readonly Val[];
  readonly call: Expression;
  /** `call` calls this very function: its type is what a generic function comes to here. */
  readonly isDirect?: boolean;
}

export interface EachVal {
  readonly kind: "each";
  /** Place in the order of calls. */
  readonly called?: number;
  readonly items: Val;
  readonly itemsExpression: Expression;
  readonly callback: FunctionVal | StepVal;
  readonly concurrency: number | null;
  readonly call: Expression;
  /** What waits for all of it; a bare `xs.map(async …)` is a list of promises that nobody waits for. */
  readonly join?: "all" | "settled";
  /** The call of a generic function that gave it: what its types come to. */
  readonly within?: Expression;
}

export interface AllVal {
  readonly kind: "all";
  readonly members: readonly Val[];
  readonly settled: boolean;
  readonly call: Expression;
}

export interface FunctionVal {
  readonly kind: "function";
  readonly fn: FunctionExpression;
  readonly scope: Scope;
  readonly name: string | undefined;
  /** Declared at module level, so that glue can import it by symbol. */
  readonly module: boolean;
}

export interface StepVal {
  readonly kind: "step";
  readonly step: CallableStep;
  readonly config: StepConfigLike;
  /** What the run decides, by option. */
  readonly options?: Readonly<Record<string, Value>>;
}

export const known = (value: Json | undefined): Val => ({ kind: "known", value });
export const symbolic = (value: Value): SymbolicVal => ({ kind: "symbolic", value });
export const POISON: Val = { kind: "poison" };
export const UNDEFINED: Val = known(undefined);

/** The constant that a value is, records and lists of constants included. */
export function asKnown(val: Val): { readonly value: Json | undefined } | undefined {
  switch (val.kind) {
    case "known":
      return val;
    case "list": {
      const items: Json[] = [];
      for (const item of val.items) {
        const constant = asKnown(item);
        if (constant?.value === undefined) return undefined;
        items.push(constant.value);
      }
      return { value: items };
    }
    case "record": {
      const record: Record<string, Json> = {};
      for (const [name, field] of val.fields) {
        const constant = asKnown(field);
        if (constant === undefined) return undefined;
        if (constant.value !== undefined) record[name] = constant.value;
      }
      return { value: record };
    }
    case "symbolic":
      return val.value.kind === "literal" ? val.value : val.value.kind === "absent" ? { value: undefined } : undefined;
    case "glue":
    case "started":
    case "asyncCall":
    case "each":
    case "all":
    case "function":
    case "step":
    case "named":
    case "unreadable":
    case "poison":
      return undefined;
  }
}

export type { Field };
