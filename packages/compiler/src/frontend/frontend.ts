/**
 * All that the compiler asks of a TypeScript implementation. One adapter stands behind it (`ts-morph/`); TypeScript 7's own API can
 * become another. Implementations never throw on a user's mistake: they answer `undefined`, or with problems.
 */
import type { Diagnostic } from "@dagwright/ir";
import type { Field, Json, Span, Type, Types } from "@dagwright/protocol";
import type { Slice, SliceRequest } from "./slice.ts";
import type { Expression, FunctionExpression, Handle } from "./syntax.ts";

export interface Frontend {
  /** Absolute folder that spans are relative to: the project root (the nearest package.json, or the tsconfig's folder). */
  readonly root: string;
  /** The entry files, relative to the root. */
  readonly entries: readonly string[];
  /** What is wrong with the project itself: entries that are not there, a tsconfig that cannot be read, two versions of the surface. */
  problems(): readonly Diagnostic[];
  /** TypeScript's own errors in the entry files and all project files they import. */
  typeErrors(): readonly Diagnostic[];
  /** Text of a project file, by the relative name that stands in spans; line ends as \n. */
  sourceText(file: string): string | undefined;
  /** Every component, container, importer, resource and pipeline declared by the surface in project files reachable from the entries, in file and source order. */
  declarations(): readonly SurfaceDeclaration[];
  /** Every other call of the surface's declaring functions: not at module level, re-wrapped, conditional, …. */
  misplacedDeclarations(): readonly MisplacedDeclaration[];
  /** What a name, or a property chain such as `Data.prepare` or `config.SEEDS`, stands for after following imports and re-exports. */
  resolve(expression: Expression): Declaration | undefined;
  /** The type as a schema, or why it has none. Named recursive types are added to `types()`. */
  typeOf(expression: Expression): TypeResult;
  /** The awaited type of what a function or a call gives, as it crosses a step boundary (`Promise<T>` → T; void → no field). */
  outputOf(fn: Handle): FieldResult;
  /** Whether a value, such as a name that stands for a function elsewhere, can be called. */
  isCallable(handle: Handle): boolean;
  /** Type of the n-th parameter of a function. */
  parameterOf(fn: Handle, index: number): FieldResult;
  /** Type of the local variable that the name (a pattern's handle or an identifier) stands for, or of what a pattern takes apart. */
  variableType(handle: Handle): TypeResult;
  /** Of a list whose items may be `undefined`, and never `null`: the list with `null` in their place, as a graph has it. */
  listWithNull(handle: Handle): Type | undefined;
  /** From here to the call of what it gives, the type parameters of the called function are what they come to in this call. Nothing if it has none. */
  enterCall(call: Expression): (() => void) | undefined;
  types(): Types;
  /** Facts that need no schema. */
  facts(expression: Expression): TypeFacts;
  /** Free identifiers of an expression, function or statement, with what they stand for: what glue closes over. */
  freeNames(code: {
    readonly handle: Handle;
  }): readonly { readonly name: string; readonly uses: readonly Expression[]; readonly declaration: Declaration | undefined }[];
  /** Whether any module of the project declares a variable that code could change later. */
  hasModuleState(): boolean;
  /** Tags of doc comments, above what was read of the types so far, that are nearly the name of a limit. In source order. */
  misspeltTags(): readonly MisspeltTag[];
  /** JSDoc text above a declaration. */
  descriptionOf(handle: Handle): string | undefined;
  /** Names visible at a place, for "did you mean". */
  visibleNames(at: Handle): readonly string[];
  /** Properties of an expression's type, for "did you mean". */
  propertyNames(expression: Expression): readonly string[];
  /** The modules that one function needs, cut out of the program by symbol. */
  slice(request: SliceRequest): Slice;
}

export interface MisspeltTag {
  /** Without its `@`. */
  readonly name: string;
  readonly meant: string;
  readonly span: Span;
}

/** What the surface exports that the compiler knows, found by symbol through the declaring package, never by name or import text. */
export type SurfaceName =
  | "component"
  | "container"
  | "pipeline"
  | "approval"
  | "importer"
  | "kubernetesResource"
  | "withOptions"
  | "parallelMap"
  | "secret"
  | "run"
  | "step"
  | "artifactType"
  | "StepError"
  | "loop";

export interface SurfaceDeclaration {
  readonly surface: "component" | "container" | "pipeline" | "importer" | "kubernetesResource";
  /** `evaluate`, `Data.prepare`, `default` of a default export. */
  readonly name: string;
  readonly file: string;
  readonly span: Span;
  readonly handle: Handle;
  readonly form: "call" | "decorator";
  /** Arguments of the call (or of the decorator). */
  readonly args: readonly Expression[];
  /** The user's function: the last argument of the call, or the decorated method. */
  readonly fn?: FunctionExpression;
  readonly exported: boolean;
  readonly isDefault: boolean;
  /** Type arguments of `container<I, O>`, `importer<…>`: as fields. */
  readonly typeArguments: readonly FieldResult[];
}

/** Why a call of a declaring function declares nothing; `name` is that of the variable, method or wrapping function. */
export interface Misplacement {
  readonly why:
    | "inFunction"
    | "inBlock"
    | "wrapped"
    | "conditional"
    | "notConst"
    | "destructured"
    | "notDeclared"
    | "instanceMethod"
    | "privateMethod"
    | "notAsync"
    | "classField"
    | "computedName"
    | "namelessClass";
  readonly name?: string;
}

export interface MisplacedDeclaration extends Misplacement {
  readonly surface: SurfaceName;
  readonly span: Span;
}

export type Declaration =
  /** A surface function or value itself. */
  | { readonly kind: "surface"; readonly name: SurfaceName }
  | { readonly kind: "declared"; readonly declaration: SurfaceDeclaration }
  /** A module-level `const`/`let`, of a project file or of a package. */
  | {
      readonly kind: "moduleVariable";
      readonly file: string;
      readonly name: string;
      readonly constant: boolean;
      readonly init?: Expression;
      readonly package?: string;
      readonly handle: Handle;
    }
  | {
      readonly kind: "moduleFunction";
      readonly file: string;
      readonly name: string;
      readonly fn: FunctionExpression;
      readonly package?: string;
      readonly handle: Handle;
    }
  | { readonly kind: "class"; readonly file: string; readonly name: string; readonly package?: string }
  | { readonly kind: "enumMember"; readonly name: string; readonly value: string | number | undefined }
  | { readonly kind: "enum"; readonly name: string; readonly members: Readonly<Record<string, string | number | undefined>> }
  /** An artifact type such as `Model`: the value that has `fromFile`. */
  | { readonly kind: "artifactType"; readonly artifact: string }
  /** A parameter or a variable of a function body; `handle` is its declaration's pattern and equal for equal variables. */
  | { readonly kind: "local"; readonly name: string; readonly declaredAt: Handle; readonly constant: boolean; readonly parameter: boolean }
  /** `Math`, `JSON`, `process`, `undefined`, `console`, … */
  | { readonly kind: "global"; readonly name: string }
  | { readonly kind: "namespace"; readonly module: string }
  | { readonly kind: "other"; readonly words: string };

/** Why a type has no schema: `path` inside the value, `reason` as a sentence's end ("is a Map, which does not survive JSON"). */
export interface TypeProblem {
  /** "tag": a JSDoc tag that cannot narrow what it stands above; its reason is a whole sentence. */
  readonly code: "any" | "unknown" | "notJson" | "function" | "recursive" | "notPlain" | "tag";
  readonly path: string;
  readonly reason: string;
  /** What to paste, where more is known than the code says. */
  readonly help?: string;
  /** Where it stands, if that is not where the type is used. */
  readonly span?: Span;
}

export type TypeResult = { readonly type: Type; readonly optional: boolean } | { readonly problems: readonly TypeProblem[] };
/** `field` absent = void. */
export type FieldResult = { readonly field?: Field } | { readonly problems: readonly TypeProblem[] };

export interface TypeFacts {
  readonly isPromise: boolean;
  readonly isArray: boolean;
  /** Every constituent is of this one primitive kind. */
  readonly primitive?: "string" | "number" | "boolean" | "null" | "undefined";
  readonly canBeUndefined: boolean;
  readonly canBeNull: boolean;
  /** A single literal type, such as `"ship"`. */
  readonly literal?: Json;
  readonly isAny: boolean;
  /** `PromiseRejectedResult`, whose `reason` is a step's failure. */
  readonly isRejection: boolean;
  /** Names of the properties if the type is one closed object type: what a spread expands to. */
  readonly closedProperties?: readonly { readonly name: string; readonly optional: boolean }[];
  /** The class of an instance: JavaScript's own, or Node's, such as `Map`; or one that somebody has written. */
  readonly instanceOf?: { readonly name: string; readonly isBuiltIn: boolean };
  readonly text: string;
}
