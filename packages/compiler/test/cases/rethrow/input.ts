import { pipeline, StepError } from "dagwright";
import { add, load, notify } from "../steps.ts";

class EmptyTable extends Error {
  override readonly name = "EmptyTable";
  constructor(table: string, count: number) {
    super(`${table} has ${count} rows`);
  }
}

export default pipeline("main", async ({ table }: { table: string }) => {
  try {
    const { count } = await load({ table });
    if (count === 0) throw new EmptyTable(table, count);
    try {
      return await add({ a: count, b: 1 });
    } catch (error) {
      if (error instanceof StepError && error.kind === "timeout") await notify({ text: `slow: ${error.message}` });
      else throw error;
    }
  } catch (error) {
    const problem = new Error(`could not add up ${table}`);
    if (error instanceof StepError) throw new Error(`step ${error.step}`, { cause: error });
    else if (table === "") throw problem;
    await notify({ text: (error as Error).message });
  }
  return 0;
});
