import { pipeline, run } from "dagwright";
import { notify } from "../steps.ts";

export default pipeline("main", async ({ a = run.id, b }: { a?: string; b: number }) => {
  await notify({ text: `${a} ${b}` });
});

export const list = pipeline("list", async (values: string[]) => {
  await notify({ text: values.join() });
});
