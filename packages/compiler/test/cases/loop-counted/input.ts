import { pipeline } from "dagwright";
import { check, notify, score } from "../steps.ts";

const SIZES = [1, 2, 4];

export default pipeline("main", async () => {
  for (let i = 0; i < SIZES.length; i++) {
    const { verdict } = await score({ x: SIZES[i] ?? 0 });
    if (verdict === "ship") break;
    if (i === 1) continue;
    await notify({ text: `${i}` });
  }
  let found = "none";
  for (const name of ["a", "b"]) {
    try {
      if (await check({ name })) {
        found = name;
        break;
      }
    } finally {
      await notify({ text: `tried ${name}` });
    }
  }
  await notify({ text: found });
});
