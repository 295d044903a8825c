import { component, pipeline } from "dagwright";
import * as z from "zod";

const Level = z.enum(["low", "high"]);
export const Row = z.object({
  id: z.string().brand<"Id">(),
  note: z.string().optional(),
  count: z.number().default(3),
  level: Level,
  at: z.coerce.date(),
  tags: z.record(z.string(), z.number()),
  byLevel: z.record(Level, z.number()),
  some: z.partialRecord(Level, z.number()),
  shape: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("circle"), r: z.number() }),
    z.object({ kind: z.literal("square"), side: z.number() }),
  ]),
  pairs: z.array(z.tuple([z.string(), z.number()])).readonly(),
  gone: z.string().nullish(),
  length: z.string().transform((text) => text.length),
});
type Row = z.infer<typeof Row>;
type RowInput = z.input<typeof Row>;

const Cat = z.object({
  name: z.string(),
  get kids() {
    return z.array(Cat);
  },
});
type Cat = z.infer<typeof Cat>;

export const read = component({}, async (input: { row: Omit<RowInput, "at">; at: Date }): Promise<{ row: Row }> => ({
  row: Row.parse({ ...input.row, at: input.at }),
}));
export const grow = component({}, async (input: { cat: Cat; levels: z.infer<typeof Level>[] }): Promise<Cat> => input.cat);

export default pipeline("schemas", async ({ cat, row, at }: { cat: Cat; row: Omit<RowInput, "at">; at: Date }) => {
  const { row: parsed } = await read({ row, at });
  const grown = await grow({ cat, levels: [parsed.level] });
  return { kids: grown.kids, shape: parsed.shape };
});
