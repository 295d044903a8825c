import { component, pipeline } from "dagwright";

interface Options {
  /** @minimum none */
  share: number;
  /** @pattern (a */
  table: string;
  /** @minLength 3 */
  seeds: number[];
  /** @format emial */
  mail: string;
  /** @multipleOf 0 */
  step: number;
  /**
   * @minItems 3
   * @maxItems 1
   */
  names: string[];
  /** @uniqueItems */
  day: Date;
}

export const split = component({}, async (input: Options): Promise<Pick<Options, "share">> => input);

export default pipeline("split", async (options: Options) => await split(options));
