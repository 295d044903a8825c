// A component may use what its module has: constants, functions and imports travel with it.
import { basename } from "node:path";
import { component, pipeline } from "dagwright";

const FACTORS = { small: 2, large: 3 } as const;
const cube = (n: number): number => n ** FACTORS.large;

export const compute = component({}, async (input: { n: number; file: string }): Promise<string> => {
  const { small } = FACTORS;
  return `${basename(input.file)} ${cube(input.n) * small}`;
});

export default pipeline("module-globals", async () => compute({ n: 3, file: "data/table.csv" }));
