import type { Field, Type } from "@dagwright/protocol";

export type Inferred =
  | { readonly kind: "value"; readonly type: Type; readonly optional: boolean }
  /** Always absent: `undefined`, or the result of something that gives none. */
  | { readonly kind: "absent" }
  /** It cannot be told; what is wrong is reported elsewhere. */
  | { readonly kind: "unknown" };

export const UNKNOWN: Inferred = { kind: "unknown" };
export const ABSENT: Inferred = { kind: "absent" };
export const inferred = (type: Type, optional = false): Inferred => ({ kind: "value", type, optional });
export const ofField = (field: Field | undefined): Inferred =>
  field === undefined ? ABSENT : inferred(field.type, field.optional === true);
