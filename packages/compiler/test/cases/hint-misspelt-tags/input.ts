import { component, pipeline } from "dagwright";

/** @maxmimum 1 */
type Share = number;

interface Options {
  /** Of all rows. @see the manual */
  share: Share;
  /**
   * @minumum 0
   * @remarks in percent
   */
  rate: number;
  /**
   * @minlength 3
   * @mincost 4 is a tag of our own
   */
  name: string;
  /** @minitem 1 */
  seeds: number[];
}

export const split = component({}, async (input: Options): Promise<{ /** @intger */ rows: number }> => ({ rows: input.seeds.length }));

/** @patern the pipeline's own comment is no field */
export default pipeline("split", async (options: Options) => split(options));
