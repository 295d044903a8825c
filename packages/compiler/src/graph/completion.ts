import type { Value } from "@dagwright/protocol";
import type { Val } from "./values.ts";

/** How a list of statements ends. */
export type Completion =
  | { readonly kind: "normal" }
  | { readonly kind: "returned"; readonly val: Val }
  /** Returned on some paths: `done` says whether, `val` what. */
  | { readonly kind: "maybe"; readonly done: Value; readonly val: Val }
  | { readonly kind: "thrown" }
  /** Of an unrolled loop. */
  | { readonly kind: "break" }
  | { readonly kind: "continue" };

export const NORMAL: Completion = { kind: "normal" };
