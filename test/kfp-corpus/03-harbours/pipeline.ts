// KFP: pipeline_with_parallelfor_parallelism
// Exercises: loops with a limit of items at a time, inside each other, over an input, constants and lists of records that steps return
import { component, parallelMap, pipeline } from "dagwright";

interface Berth {
  quay: number;
  depth: number;
}

export const hail = component({}, async (input: { name: string }): Promise<void> => console.log(input.name));

export const sound = component({}, async (input: { depth: number }): Promise<number> => input.depth * 2);

export const survey = component({}, async (): Promise<Berth[]> => [
  { quay: 1, depth: 4 },
  { quay: 2, depth: 6 },
]);

export const tides = component({}, async (): Promise<Record<"quay" | "depth", number>[]> => [{ quay: 3, depth: 9 }]);

export const charts = component({}, async (): Promise<{ pages: (Berth & { name?: string })[] }> => ({ pages: [{ quay: 4, depth: 12 }] }));

const PORTS = [
  { from: "Ostend", to: "Dover" },
  { from: "Brest", to: "Cork" },
];
const DETOURS = [
  { from: "Calais", to: "Hull" },
  { from: "Vigo", to: "Bristol" },
];
const FATHOMS: Berth[] = [
  { quay: 5, depth: 1 },
  { quay: 6, depth: 2 },
  { quay: 7, depth: 3 },
];

export default pipeline("harbours", async ({ ships }: { ships: string[] }) => {
  await parallelMap(
    ships,
    async (ship) => {
      await hail({ name: ship });
      await Promise.all(ships.map((other) => hail({ name: `${ship} to ${other}` })));
    },
    { concurrency: 2 },
  );

  await Promise.all(
    PORTS.map(async ({ from, to }) => {
      await hail({ name: from });
      await hail({ name: to });
      await parallelMap(
        DETOURS,
        async (detour) => {
          await hail({ name: detour.from });
          await hail({ name: detour.to });
        },
        { concurrency: 1 },
      );
    }),
  );

  const constant = await parallelMap(FATHOMS, ({ depth }) => sound({ depth }), { concurrency: 1 });

  const [berths, levels, { pages }] = await Promise.all([survey(), tides(), charts()]);
  const found = await Promise.all([...berths, ...levels, ...pages].map(({ depth }) => sound({ depth })));
  return { constant, found };
});
