import { component, pipeline } from "dagwright";

export const load = component({}, async (input: { path: string }): Promise<string> => input.path);
export default pipeline("main", async ({ path }: { path: string }) => load({ path }));
