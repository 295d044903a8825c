import { pipeline } from "dagwright";
import { load, notify } from "../steps.ts";

export default pipeline("main", async ({ table }: { table: string }) => {
  const { rows, when } = await load({ table });
  const best = rows.find((row) => row.score > 1);
  switch (best) {
    case rows[0]:
      await notify({ text: "the first one" });
  }
  switch (when) {
    case when:
      await notify({ text: table });
  }
});
