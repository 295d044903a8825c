import { component, pipeline } from "dagwright";

/**
 * @minimum 0
 * @maximum 1
 */
type Share = number;

interface Options {
  /** Of all rows. */
  share: Share;
  /**
   * @exclusiveMinimum 0
   * @multipleOf 0.5
   */
  rate: number | null;
  /** @integer */
  epochs?: number;
  /**
   * @minItems 1
   * @uniqueItems
   */
  seeds: number[];
  mails: [string, ...string[]];
}

export const split = component({}, async (input: Options & { /** @pattern ^[a-z]+$ */ table: string }): Promise<{ /** @minimum 0 */ rows: number }> => ({
  rows: input.seeds.length,
}));

const HALF = 0.5;

/** Splits a table. */
export default pipeline(
  "split",
  async ({ table = "people", share = HALF, since = new Date("2024-05-01") }: { /** @format hostname */ table?: string; share?: Share; since?: Date }) => {
    const { rows } = await split({ table, share, rate: 1.5, seeds: [1, 2], mails: ["a@b.c"] });
    return { rows, since };
  },
);
