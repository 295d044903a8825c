import { component, pipeline } from "dagwright";

class Point {
  readonly #x = 1;
  x(): number {
    return this.#x;
  }
}

type Nested<T> = { readonly value: T; readonly next?: Nested<readonly T[]> };

export const untyped = component({}, async (input: { rows: { at: any }[] }): Promise<unknown> => input.rows);
export const vague = component({}, async (input: { table: string; options: object }): Promise<object> => input.options);
export const lists = component({}, async (input: { seen: Set<string>; since: Map<string, Date> }): Promise<{ total: bigint }> => ({
  total: BigInt(input.seen.size + input.since.size),
}));
export const points = component({}, async (input: { names: (string | undefined)[] }): Promise<{ points: Point[] }> => ({
  points: input.names.map(() => new Point()),
}));
export const callback = component({}, async (input: { rows: { id: number; keep: (id: number) => boolean }[] }): Promise<number> => input.rows.length);
export const nest = component({}, async (input: { nest: Nested<number> }): Promise<boolean> => input.nest.next === undefined);
export const single = component({}, async (table: string): Promise<number> => table.length);
export const several = component({}, async (table: string, seed: number): Promise<number> => table.length + seed);

export default pipeline("main", async (table: string) => {
  await single(table);
});
