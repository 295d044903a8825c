import { component, pipeline } from "dagwright";

export const load = component({}, async (input: { x: number }): Promise<number> => input.x);
export const other = pipeline("main", async ({ x }: { x: number }) => load({ x }));
