import { component, container, parallelMap, pipeline, secret, withOptions } from "dagwright";
import { load, score } from "../steps.ts";

export const sizes = component({}, async (input: { rows: number }): Promise<{ gigabytes: number; cores: number; region: string }> => ({
  gigabytes: input.rows,
  cores: 2,
  region: "eu",
}));

export const train = container<{ x: number }, { y: number }>({
  image: "ghcr.io/acme/train:1",
  retries: { limit: 1, on: "infrastructure" },
  args: (i, o) => [i.x, o.y.path],
});

const BASE = { memory: "1Gi", env: { TOKEN: secret("registry", "token") } } as const;

interface Wanted {
  minutes: number;
  tries: number;
  name: string;
}

export default pipeline("main", async ({ rows, wanted, big = false }: { rows: number; wanted: Wanted[]; big?: boolean }) => {
  const { gigabytes, cores, region } = await sizes({ rows });
  const { name } = await load({ table: "t" });
  // Over what is constant, later ones last; glue is a step of its own here.
  await withOptions(score, { ...BASE, memory: `${gigabytes}Gi`, env: { ...BASE.env, NAME: name, UPPER: name.toUpperCase() } })({ x: 1 });
  const settings = { cpu: cores, labels: { region, team: "a" } };
  const sized = withOptions(train, settings);
  await withOptions(sized, { gpu: big ? 4 : 1, cpu: 8 })({ x: 2 });
  return parallelMap(
    wanted,
    async ({ minutes, tries, name: owner }) =>
      withOptions(train, { timeout: `${minutes}m`, retries: { limit: tries, on: "failure" }, labels: { owner } })({ x: minutes }),
    { concurrency: 2 },
  );
});
