import { component, pipeline } from "dagwrite";

export const load = component({}, async (): Promise<{ rows: number }> => ({ rows: 7 }));

export default pipeline("misnamed", async () => await load());
