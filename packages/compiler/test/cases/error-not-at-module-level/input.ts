import { component, pipeline } from "dagwright";

const make = (factor: number) => component({}, async (input: { x: number }): Promise<number> => input.x * factor);
const double = make(2);

export default pipeline("main", async ({ x }: { x: number }) => {
  const local = component({}, async (input: { x: number }): Promise<number> => input.x);
  return (await double({ x })) + (await local({ x }));
});
