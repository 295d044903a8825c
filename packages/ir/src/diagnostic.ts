import type { Span } from "@dagwright/protocol";

export type Severity = "error" | "warning" | "hint";

/** What is wrong, as data. Several are collected and returned at once; nothing is thrown for a user's mistake. */
export interface Diagnostic {
  /** Stable, such as `DW2003`; each has a page. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** One thing to do, ready to paste where that is possible. */
  readonly help?: string;
  readonly span?: Span;
  /** Further places that explain this one. */
  readonly related?: readonly RelatedPlace[];
}

export interface RelatedPlace {
  readonly span: Span;
  readonly message: string;
}

/** Where a diagnostic stands. */
export interface Place {
  readonly span?: Span | undefined;
  readonly related?: readonly RelatedPlace[];
}

export interface DiagnosticText<Args> {
  readonly severity: Severity;
  readonly message: (args: Args) => string;
  readonly help?: (args: Args) => string | undefined;
}

type Code = `DW${number}`;
// A message that takes nothing leaves `Args` open.
type ArgumentsOf<Args> = unknown extends Args ? [] : [args: Args];

export interface Diagnostics<Table> {
  /** Makes one. A code that is not in the table, or arguments that do not fit its message, do not type-check. */
  <C extends keyof Table & Code>(code: C, place: Place, ...args: ArgumentsOf<Table[C]>): Diagnostic;
  /** Every code of this table, for documentation and its tests. */
  readonly codes: readonly { readonly code: string; readonly severity: Severity }[];
}

/**
 * A package's table of texts: one function that makes diagnostics by code.
 *
 * @example
 * const report = defineDiagnostics({
 *   DW4010: { severity: "error", message: (a: { id: string }) => `two nodes are called ${a.id}`, help: (a) => `rename ${a.id}` },
 * });
 * report("DW4010", { span }, { id: "train" });
 */
export function defineDiagnostics<Table>(table: {
  readonly [C in keyof Table]: DiagnosticText<Table[C]>;
}): Diagnostics<Table> {
  const texts = new Map<string, DiagnosticText<never>>(Object.entries<DiagnosticText<never>>(table));
  const report = (code: string, place: Place, ...args: readonly unknown[]): Diagnostic => {
    const text = texts.get(code);
    if (text === undefined) throw new TypeError(`no diagnostic has the code ${code}`);
    // The signature above has checked the arguments against this very entry.
    const given = args[0] as never;
    const help = text.help?.(given);
    return {
      code,
      severity: text.severity,
      message: text.message(given),
      ...(help === undefined ? {} : { help }),
      ...(place.span === undefined ? {} : { span: place.span }),
      ...(place.related === undefined || place.related.length === 0 ? {} : { related: place.related }),
    };
  };
  return Object.assign(report, { codes: [...texts].map(([code, text]) => ({ code, severity: text.severity })) });
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.some((diagnostic) => diagnostic.severity === "error");
