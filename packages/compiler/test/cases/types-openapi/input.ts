import { component, pipeline } from "dagwright";
import type { components, operations, paths } from "./shop.ts";

type Schemas = components["schemas"];
type Query = NonNullable<paths["/pets"]["get"]["parameters"]["query"]>;
type Page = operations["listPets"]["responses"][200]["content"]["application/json"];

export const list = component({}, async (input: { query: Query }): Promise<Page> => ({ items: [], next: String(input.query.limit) }));
export const add = component({}, async (input: { pet: Schemas["NewPet"] }): Promise<Schemas["Pet"]> => ({ ...input.pet, id: "1" }));
export const pay = component({}, async (input: { by: Schemas["Payment"]; note?: Schemas["Anything"] }): Promise<Schemas["Payment"]["kind"]> => input.by.kind);

export default pipeline("shop", async ({ pet, limit = 20, by }: { pet: Schemas["NewPet"]; limit?: number; by: Schemas["Payment"] }) => {
  const page = await list({ query: { limit } });
  const added = await add({ pet });
  const paid = await pay({ by });
  return { names: page.items.map((item) => item.name), species: added.species, parents: added.parents, next: page.next, paid };
});
