import type { Field, Type } from "@dagwright/protocol";
import type { ts } from "ts-morph";
import type { TypeProblem } from "../../frontend.ts";
import type { Context } from "../context.ts";

/** What the parts of the conversion share: one conversion of one root type. */
export interface Conversion {
  readonly context: Context;
  readonly problems: TypeProblem[];
  /** A type at a path; `declared` is the type as written there, for source order. Undefined when it has no schema (a problem says why). */
  type(type: ts.Type, path: string, declared?: ts.TypeNode): Type | undefined;
  /** The same, where `undefined` may be one of the alternatives. */
  field(type: ts.Type, path: string, declared?: ts.TypeNode): Field | undefined;
  refuse(path: string, code: TypeProblem["code"], reason: string, help?: string): undefined;
}
