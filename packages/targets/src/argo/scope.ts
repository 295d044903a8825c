import type { Field, Glue, Path, Ref, Type, Value } from "@dagwright/protocol";
import type { Code } from "./expression.ts";

/** Where a text can be read from inside one template: as an operand, and as a tag in an argument. */
export interface Slot {
  readonly code: Code;
  readonly tag: string;
}

/** What a reference came to: a slot, and the path that is still to be followed inside its JSON. */
export interface Read {
  readonly slot: Slot;
  readonly rest: Path;
}

/** What is readable in one template. */
export interface Scope {
  read(ref: Ref): Read;
  /** The list as a JSON list of its items' texts, or `undefined` where only JSON is to be had. */
  readTexts(ref: Ref): Slot | undefined;
  /** The text of glue that its producer evaluates, or `undefined` where it cannot. */
  foldedGlue(glue: Glue): Slot | undefined;
  /** The same, for a reader further in that looks after its failure itself. */
  foldedSlot(glue: Glue): Slot | undefined;
  /** `true` or `false`. */
  succeeded(node: string): Slot;
  typeOf(ref: Ref): Field | undefined;
  typeOfValue(value: Value): Type | undefined;
  canBeAbsent(value: Value): boolean;
}
