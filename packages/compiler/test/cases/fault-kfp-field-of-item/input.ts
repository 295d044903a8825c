import { pipeline } from "dagwright";
import { load, score } from "../steps.ts";

const ITEMS = [{ a: 1 }, { a: 2 }];

export default pipeline("main", async () => {
  await Promise.all(ITEMS.map((item) => score({ x: item.zzz })));
  const { rows } = await load({ table: "t" });
  await Promise.all(rows.map((row) => score({ x: row.scor })));
});
