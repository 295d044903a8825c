import { loop, pipeline } from "dagwright";
import { check, load, notify, ping } from "../steps.ts";

export default pipeline("main", async ({ table, n }: { table: string; n: number }): Promise<string> => {
  const { rows } = await load({ table });
  for (const row of rows) {
    try {
      await notify({ text: row.name });
    } finally {
      if (row.id === 1) continue;
      if (row.id === 2) break;
    }
  }
  outer: for (const row of rows) {
    for (const name of ["a", "b"]) if (row.name === name) continue outer;
  }
  for (const index in rows) await notify({ text: index });
  for await (const row of rows) await notify({ text: row.name });
  for (const [name] of new Map([["a", 1]])) await notify({ text: name });
  let name = "";
  for (name of ["a", "b"]) await notify({ text: name });
  for (const turn of loop({ max: 5 })) await check({ name: `${turn}` });
  for (const _ of loop({ max: 7 })) {
    if (3 > 2) continue;
    if (await check({ name })) break;
  }
  for (const _ of loop({ max: n })) if (await check({ name })) break;
  for (const _ of loop({ max: 0 })) if (await check({ name })) break;
  try {
    await ping();
  } finally {
    return "finally";
  }
});
