/** Remembers what the expressions of a body came to while it was read: for people who ask, so that nobody else pays for it. */
import type { Json, Span, Value } from "@dagwright/protocol";
import type { Expression, FunctionExpression } from "../frontend/syntax.ts";
import type { Frame } from "../graph/frame.ts";
import { asKnown, type Val } from "../graph/values.ts";

export type Note =
  | { readonly kind: "constant"; readonly value: Json | undefined }
  /** References, and operators over them. */
  | { readonly kind: "value"; readonly value: Value }
  /** The expression that became glue may stand elsewhere: in a helper, or in what a variable holds. */
  | { readonly kind: "glue"; readonly span: Span }
  | { readonly kind: "list"; readonly length: number }
  | { readonly kind: "record" }
  | { readonly kind: "promise" }
  | { readonly kind: "function"; readonly fn: FunctionExpression }
  | { readonly kind: "global"; readonly name: string }
  | { readonly kind: "other" };

export class Trace {
  readonly #notes: { readonly place: string; readonly note: Note }[] = [];
  #byPlace: ReadonlyMap<string, readonly Note[]> | undefined;

  note({ span }: Expression, frame: Frame, val: Val): void {
    if (isConstant(frame)) return;
    this.#byPlace = undefined;
    this.#notes.push({ place: placeOf(span), note: noteOf(val) });
  }

  mark(): number {
    return this.#notes.length;
  }

  /** What has been read since then was an attempt that led nowhere. */
  forget(mark: number): void {
    this.#byPlace = undefined;
    this.#notes.length = mark;
  }

  /** Of an expression that was read more than once: of each time. */
  of({ span }: Expression): readonly Note[] {
    this.#byPlace ??= new Map(
      [...Map.groupBy(this.#notes, ({ place }) => place)].map(([place, notes]) => [place, notes.map(({ note }) => note)]),
    );
    return this.#byPlace.get(placeOf(span)) ?? [];
  }
}

export const placeOf = ({ file, start, end }: Span): string => `${file}:${start.join(":")}:${end.join(":")}`;

/** What is read to compute a constant is no part of the graph. */
const isConstant = (frame: Frame | undefined): boolean => frame !== undefined && (frame.kind === "constant" || isConstant(frame.parent));

function noteOf(val: Val): Note {
  if (val.kind === "list" && val.items.length > 0 && asKnown(val) === undefined) return { kind: "list", length: val.items.length };
  const constant = asKnown(val);
  if (constant !== undefined) return { kind: "constant", value: constant.value };
  switch (val.kind) {
    case "symbolic":
      return { kind: "value", value: val.value };
    case "glue":
      return { kind: "glue", span: val.expression.span };
    case "record":
      return { kind: "record" };
    case "started":
    case "asyncCall":
    case "each":
    case "all":
      return { kind: "promise" };
    case "function":
      return { kind: "function", fn: val.fn };
    case "named":
      return val.declaration.kind === "global" ? { kind: "global", name: val.declaration.name } : { kind: "other" };
    case "list":
    case "known":
    case "step":
    case "unreadable":
    case "poison":
      return { kind: "other" };
  }
}
