import { component, container, pipeline, withOptions } from "dagwright";
import { score } from "../steps.ts";

const machine = { cpu: 2 };
const key = "memory";
const cores = (): number => 4;

// @ts-expect-error misspelt
export const misspelt = component({ memroy: "2Gi" }, async (input: { x: number }): Promise<number> => input.x);
// @ts-expect-error unlike any option
export const unlike = component({ nodePool: "gpu" }, async (input: { x: number }): Promise<number> => input.x);
export const installed = component({ packages: ["sharp@0.34"] }, async (input: { x: number }): Promise<number> => input.x);
// @ts-expect-error no quantity
export const quantity = component({ memory: "two gigs", gpu: 0.5 }, async (input: { x: number }): Promise<number> => input.x);
// @ts-expect-error no duration
export const patient = component({ timeout: "soon" }, async (input: { x: number }): Promise<number> => input.x);
// @ts-expect-error no such kind
export const stubborn = component({ retries: { limit: 3, on: "never" } }, async (input: { x: number }): Promise<number> => input.x);
export const called = component({ ...machine, cpu: cores() }, async (input: { x: number }): Promise<number> => input.x);
export const computed = component({ ...machine, [key]: "2Gi" }, async (input: { x: number }): Promise<number> => input.x);
export const elsewhere = component({ env: { HOME: String(process.env["HOME"]) } }, async (input: { x: number }): Promise<number> => input.x);
export const image = container<{ x: number }, { y: number }>({ image: `train:${process.pid}`, args: (i, o) => [i.x, o.y.path] });
export const empty = component({ image: "", labels: { team: "search" } }, async (input: { x: number }): Promise<number> => input.x);

export default pipeline("main", async ({ x }: { x: number }) => {
  // @ts-expect-error misspelt
  await withOptions(score, { displyName: "the score" })({ x });
});
