import { component } from "dagwright";

export const load = component({}, async (input: { x: number }): Promise<number> => input.x);
