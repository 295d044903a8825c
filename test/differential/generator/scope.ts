/** The variables that a place in a program may read, by type; statements add what they declare. */
export interface Scope {
  readonly numbers: string[];
  readonly texts: string[];
  readonly truths: string[];
  readonly lists: string[];
  /** Of `Packed`. */
  readonly packs: string[];
  /** Those that may also be assigned here. */
  readonly numberLets: string[];
  readonly textLets: string[];
}

export const emptyScope = (): Scope => ({ numbers: [], texts: [], truths: [], lists: [], packs: [], numberLets: [], textLets: [] });

/** Of a block: what it declares ends with it. */
export const innerScope = (outer: Scope): Scope => ({
  numbers: [...outer.numbers],
  texts: [...outer.texts],
  truths: [...outer.truths],
  lists: [...outer.lists],
  packs: [...outer.packs],
  numberLets: [...outer.numberLets],
  textLets: [...outer.textLets],
});

/** Of a block that runs beside others: it reads the outer `let`s, but to assign them is an error. */
export const parallelScope = (outer: Scope): Scope => ({ ...innerScope(outer), numberLets: [], textLets: [] });
