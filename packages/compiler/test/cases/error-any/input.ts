import { component, pipeline } from "dagwright";

export const anything = component({}, async (input: { options: any }): Promise<number> => Number(input.options));

export default pipeline("main", async (input: { payload: any; label: unknown }) => {
  return await anything({ options: input.payload });
});
