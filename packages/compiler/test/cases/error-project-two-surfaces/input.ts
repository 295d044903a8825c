import { component, pipeline } from "dagwright";
import { make } from "steps";

export const load = component({}, async (input: { path: string }): Promise<string> => `${input.path} ${typeof make}`);
export default pipeline("main", async ({ path }: { path: string }) => load({ path }));
