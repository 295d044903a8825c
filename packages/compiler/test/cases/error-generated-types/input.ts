import { component, pipeline } from "dagwright";
import type { Post } from "../types-prisma/client.ts";
import type { components, operations } from "../types-openapi/shop.ts";

export const store = component({}, async (input: { post: Post }): Promise<void> => void input);
export const problem = component({}, async (input: { problem: components["schemas"]["Problem"] }): Promise<void> => void input);
export const open = component({}, async (input: { open: components["schemas"]["Open"] }): Promise<void> => void input);
export const respond = component({}, async (input: { response: operations["listPets"]["responses"][200] }): Promise<void> => void input);
export const filter = component({}, async (input: { created: Date | string; options: {} }): Promise<void> => void input);
export const first = component({}, async <T extends string>(input: { items: T[] }): Promise<T | undefined> => input.items[0]);
export const pair = component({}, async (input: { pair: [string, ...number[]] }): Promise<void> => void input);

export default pipeline("main", async () => {});
