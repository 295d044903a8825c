// KFP: cross_loop_after_topology
// Exercises: what runs after a whole loop, before a loop, between two loops, and after a loop inside a loop; four chains side by side
import { component, pipeline } from "dagwright";

export const run = component({}, async (input: { leg: string; lane: number }): Promise<string> => `${input.leg}-${input.lane}`);

const LANES = [1, 2];

const race = (leg: string): Promise<string[]> => Promise.all(LANES.map((lane) => run({ leg, lane })));

export default pipeline("relay", async () => {
  const [first, second, third, fourth] = await Promise.all([
    (async () => {
      const warmUp = await race("one");
      const after = await race("two");
      return [...warmUp, ...after];
    })(),
    Promise.all(
      LANES.map(async (lane) => {
        const start = await run({ leg: "three", lane });
        return [start, ...(await race("four"))];
      }),
    ),
    (async () => {
      const heats = await race("five");
      return [...heats, await run({ leg: "six", lane: 0 })];
    })(),
    Promise.all(
      LANES.map(async (lane) => {
        const heats = await race("seven");
        return [...heats, await run({ leg: "eight", lane })];
      }),
    ),
  ]);
  return { first, second: second.flat(), third, fourth: fourth.flat() };
});
