/** What the parts of pass 4 share and call each other through: an interpreter that runs a body over symbols instead of data. */
import type { Field, Span, Value } from "@dagwright/protocol";
import type { FieldResult, Frontend, SurfaceDeclaration } from "../frontend/frontend.ts";
import type { Expression, FunctionExpression, Statement } from "../frontend/syntax.ts";
import type { BodyReport } from "../diagnostics/body.ts";
import type { Completion } from "./completion.ts";
import type { Definitions } from "./definitions.ts";
import type { Frame, FrameKind, Started } from "./frame.ts";
import type { Ids } from "./ids.ts";
import type { Scope } from "./scope.ts";
import type { CallableStep } from "./step-table.ts";
import type { Val } from "./values.ts";
import type { Diagnostic, Node, Region, StepConfig } from "@dagwright/ir";

/** Where code is read: its names, its region, its function. */
export interface Place {
  readonly scope: Scope;
  readonly frame: Frame;
  readonly fn: FunctionContext;
}

export interface FunctionContext {
  /** What the function returns once awaited; none = void. */
  readonly returns: Field | undefined;
  /** The region its body began in. */
  readonly boundary: Frame;
  /** When its body began: what its region had started before is its caller's affair. */
  readonly since?: number;
  /** What it returns is not awaited: the caller gets the promise. */
  readonly isSync?: boolean;
  readonly span: Span;
}

/** What the result will be called: where readable ids come from. */
export interface Hint {
  readonly name?: string | undefined;
  readonly names?: readonly (string | undefined)[] | undefined;
  /** Of a choice or call that may give a promise, because it is awaited or returned as a whole: the type of what comes out. */
  readonly awaited?: (() => FieldResult) | undefined;
}

/** One piece of a sequence: a statement, or a turn of an unrolled loop. */
export type Part =
  | { readonly statement: Statement; readonly scope: Scope }
  | { readonly run: (place: Place) => Completion; readonly span?: Span };

export interface NodeBase {
  readonly id: string;
  readonly span: Span;
  readonly order: readonly string[];
}

export interface Interpreter {
  readonly frontend: Frontend;
  readonly report: BodyReport;
  readonly ids: Ids;
  readonly definitions: Definitions;
  /** Where the result of a step is kept in a variable, by the id of its node. */
  readonly bound: Map<string, { readonly text: string; readonly span: Span }>;
  /** Ids of nodes that read as lists of known length. */
  readonly tuples: Set<string>;
  /** Ids of nodes that read as lists of `{ status, value | reason }`, and whether a reason may be an error of the body itself. */
  readonly settled: Map<string, boolean>;
  /** The name of the pipeline whose body this is. */
  readonly pipeline: string;
  readonly onFailure: Region["onFailure"];
  /** Whether `await` puts steps in order: JavaScript's order, not the data's alone. */
  readonly isOrdered: boolean;
  now(): number;
  stepOf(declaration: SurfaceDeclaration): CallableStep | undefined;

  /** The options of `withOptions`, which are constant. */
  configOf(options: Expression, place: Place): StepConfig | undefined;
  /** Whether evaluating it would start or await a step: it cannot be left to glue. */
  startsSteps(expression: Expression | Statement, place: Place): boolean;
  evaluate(expression: Expression, place: Place, hint?: Hint): Val;
  /** Statements of one block, in a scope that the caller has made. */
  execute(statements: readonly Statement[], place: Place): Completion;
  /** The same in a new scope. */
  executeBlock(statements: readonly Statement[], place: Place): Completion;
  sequence(parts: readonly Part[], place: Place): Completion;
  /** Runs a function's body in a region of its own kind; a promise that it returns is awaited. */
  invoke(fn: FunctionExpression, scope: Scope, args: readonly Val[], frame: Frame, returns: Field | undefined): Val;
  awaitVal(val: Val, expression: Expression, place: Place, hint?: Hint): Val;
  /** The value for the IR; a promise or a function in it is reported. */
  toValue(val: Val, at: Expression | undefined, span: Span, place: Place): Value;
  /** Adds a node that is started here. */
  start(base: Omit<NodeBase, "id" | "order">, text: string, id: string, place: Place, result: Val, node: (base: NodeBase) => Node): Started;
  frame(kind: FrameKind, parent: Frame): Frame;
  /** The region that a frame has become; steps that nobody awaited are reported. */
  close(frame: Frame, results: Region["results"]): Region;
  /** Runs `attempt` with its diagnostics held back: what it came to, and whether there were any, or it is not what was wanted. */
  speculate<T>(
    attempt: () => T,
    isWanted?: (result: T) => boolean,
  ): { readonly result: T; readonly failed: boolean; readonly diagnostics: readonly Diagnostic[] };
}
