import { component, pipeline } from "dagwright";

interface Options {
  /** @minimum 1 */
  n: number;
  /** @pattern ^a */
  name?: string;
  deep?: {
    /** @maxItems 1 */
    list: number[];
  };
}

export const count = component({}, async (input: Options): Promise<number> => input.n);

export default pipeline("limits", async ({ n = 0, deep = { list: [1, 2] } }: Partial<Options>) => {
  const first = await count({ n: 0.5, deep });
  const second = await count({ n, name: "b", deep: { list: [first, first] } });
  return { first, second };
});
