import { pipeline } from "dagwright";
import { notify, score } from "../steps.ts";

export default pipeline("main", async ({ xs }: { xs: number[] }) => {
  score({ x: 1 });
  const later = score({ x: 2 });
  xs.map((x) => score({ x }));
  Promise.all([notify({ text: "a" })]);
  await Promise.all(
    xs.map(async (x) => {
      notify({ text: `${x}` });
    }),
  );
});
