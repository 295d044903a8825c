import { component, pipeline } from "dagwright";

export const A_b = component({}, async (input: { x: number }): Promise<number> => input.x);
export const Übung = component({}, async (input: { x: number }): Promise<number> => input.x);

export default pipeline("A_b c", async () => {
  await A_b({ x: 1 });
  await Übung({ x: 1 });
});
