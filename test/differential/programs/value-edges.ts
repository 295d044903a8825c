/** Numbers at the edge of what JSON can say, dates, `null` and what is absent stay what they are in lists and fields. */
import { component, pipeline } from "dagwright";
import { note, total } from "../steps.ts";

interface Edge {
  n: number;
  none: string | null;
  at?: Date;
}

export const edges = component({}, async (): Promise<{ numbers: number[]; edges: Edge[] }> => ({
  numbers: [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 1e21, 1e-7, 0.1 + 0.2, 5e-324, 1.7976931348623157e308],
  edges: [
    { n: 2 ** 53 - 1, none: null, at: new Date(0) },
    { n: -1.5, none: "null" },
    { n: 0, none: "", at: new Date("2026-02-28T23:59:59.999Z") },
  ],
}));

/** Gives what it gets. */
export const same = component({}, async ({ edge }: { edge: Edge }): Promise<Edge> => edge);

export default pipeline("value-edges", async () => {
  const { numbers, edges: given } = await edges();
  const back = await Promise.all(given.map((edge) => same({ edge })));
  await total({ values: numbers.slice(0, 2) });
  await note({ text: numbers.map(String).join(" ") });
  await note({ text: back.map(({ n, none, at }) => `${n} ${none ?? "no text"} ${at?.toISOString() ?? "never"}`).join("; ") });
  return { numbers, back };
});
