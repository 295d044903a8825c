// Decorated methods, good and bad. `// error: TEXT` says what the message of that line holds.
import { component, type Dataset, type Model } from "dagwright";

export class Good {
  /** Kept docs. */
  @component({ memory: "2Gi" })
  static async prepare(input: { table: string; seed?: number }): Promise<{ data: Dataset; rows: number }> {
    throw new Error(input.table);
  }

  @component()
  static async nothing(): Promise<void> {}

  @component()
  static async choose<T extends "a" | "b">(input: { choice: T }): Promise<T> {
    return input.choice;
  }
}

export const call = async (model: Model): Promise<"a"> => {
  const { rows } = await Good.prepare({ table: "t" });
  await Good.prepare({ table: rows }); // error: Type 'number' is not assignable to type 'string'
  return await Good.choose({ choice: "a" });
};

export class Bad {
  @component({}) // error: input.id is a bigint, which JSON cannot hold
  static async bigint(input: { id: bigint }): Promise<void> {}

  @component({}) // error: output.seen does not survive JSON
  static async map(): Promise<{ seen: Map<string, string> }> {
    return { seen: new Map() };
  }

  @component({}) // error: a step takes one plain object, or nothing
  static async two(a: { n: number }, b: number): Promise<void> {}

  @component({}) // error: a step is an async function: it returns a promise
  static sync(input: { n: number }): number {
    return input.n;
  }

  @component({ memroy: "2Gi" }) // error: 'memroy' does not exist in type
  static async option(): Promise<void> {}

  @component({}) // error: a step is a static method
  async instance(): Promise<void> {}
}
