/** Choices that follow from a seed alone, so that a failing program can be written again. */
export interface Random {
  /** A whole number from 0 up to but not including `end`. */
  below(end: number): number;
  /** True in this share of the cases, from 0 to 1. */
  chance(share: number): boolean;
  /** One of at least one. */
  pick<T>(from: readonly T[]): T;
  /** One of at least one, the heavier the likelier. */
  pickByWeight<T extends { readonly weight: number }>(from: readonly T[]): T;
}

/** xorshift32: small, and more than random enough for programs. */
export function randomOf(seed: number): Random {
  let state = (Math.imul(seed, 7919) + 13) >>> 0 || 1;
  const next = (): number => {
    state = (state ^ (state << 13)) >>> 0;
    state = (state ^ (state >>> 17)) >>> 0;
    state = (state ^ (state << 5)) >>> 0;
    return state / 2 ** 32;
  };
  // Seeds that are close to each other begin alike.
  for (let round = 0; round < 5; round += 1) next();

  const at = <T>(from: readonly T[], index: number): T => {
    const found = from.slice(index, index + 1);
    for (const each of found) return each;
    throw new RangeError("there is nothing to pick from");
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    below,
    chance: (share) => next() < share,
    pick: (from) => at(from, below(from.length)),
    pickByWeight: (from) => {
      let rest = next() * from.reduce((sum, { weight }) => sum + weight, 0);
      const index = from.findIndex(({ weight }) => (rest -= weight) < 0);
      return at(from, index < 0 ? from.length - 1 : index);
    },
  };
}
