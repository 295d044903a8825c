import { pipeline } from "dagwright";
import { check, maybe, report } from "../steps.ts";

export default pipeline("main", async ({ names }: { names: string[] }) => {
  // `null` on the way, `undefined` again in glue.
  const found = await Promise.all(names.map((name) => maybe({ name })));
  await report({ lines: found.filter((name) => name !== undefined) });
  const one: (string | undefined)[] = [];
  for (const name of names) one.push(await maybe({ name }));
  let missing = 0;
  for (const name of one) if (name === undefined) missing++;
  await report({ lines: [], total: missing });
  await report({ lines: (await Promise.all(names.map((name) => maybe({ name })))).filter((name) => name !== undefined) });
  const settled = await Promise.allSettled(names.map((name) => check({ name })));
  const checked = settled.map((result) => (result.status === "fulfilled" ? result.value : undefined));
  return checked.filter((ok) => ok !== undefined);
});
