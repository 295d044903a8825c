import { component, pipeline } from "dagwright";
import { check, maybe } from "../steps.ts";

interface Row {
  id: string;
  [column: string]: string | number;
}

export const takesHoles = component({}, async ({ names }: { names: (string | undefined)[] }): Promise<void> => console.log(names));
export const takesRows = component({}, async ({ rows }: { rows: Row[] }): Promise<void> => console.log(rows));

export default pipeline("main", async ({ names }: { names: string[] }) => {
  const found = await Promise.all(names.map((name) => maybe({ name })));
  await Promise.all(found.map(async (name) => name !== undefined && (await check({ name }))));
});
