/** Choices that follow from a list of numbers, so that whoever shrinks the numbers makes the choices simpler: 0 is the simplest. */
export interface Choices {
  /** A whole number from 0 up to but not including `end`. */
  below(end: number): number;
  /** True in this share of the cases, from 0 to 1. */
  chance(share: number): boolean;
  /** One of at least one. */
  pick<T>(from: readonly T[]): T;
  /** One of at least one, the heavier the likelier. */
  pickByWeight<T extends { readonly weight: number }>(from: readonly T[]): T;
}

/** One more than the largest number of a list. */
export const CHOICE_END = 10_000;

/** Takes the numbers in turn; when they are used up, 0. */
export function choicesOf(numbers: readonly number[]): Choices {
  let taken = 0;
  const next = (): number => (numbers[taken++] ?? 0) / CHOICE_END;
  const at = <T>(from: readonly T[], index: number): T => {
    const found = from.slice(index, index + 1);
    for (const each of found) return each;
    throw new RangeError("there is nothing to pick from");
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    below,
    chance: (share) => next() >= 1 - share,
    pick: (from) => at(from, below(from.length)),
    pickByWeight: (from) => {
      let rest = next() * from.reduce((sum, { weight }) => sum + weight, 0);
      const index = from.findIndex(({ weight }) => (rest -= weight) < 0);
      return at(from, index < 0 ? from.length - 1 : index);
    },
  };
}
