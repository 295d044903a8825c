import { component, pipeline } from "dagwright";
import { numbers, report } from "../steps.ts";

export const count = component({}, async (input: { rows: Record<string, number>[] }): Promise<number> => input.rows.length);

export default pipeline("main", async ({ rows = [{ a: "text" }] }: { rows?: Record<string, number>[] }) => {
  const lines = await numbers({ upTo: 3 });
  await report({ lines });
  await count({ rows });
});
