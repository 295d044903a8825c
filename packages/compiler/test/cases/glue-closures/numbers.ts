import { least } from "./least.ts";

export const clamp = (x: number): number => Math.max(x, least);
export const ranks = new Map([["first", 1], ["second", 2]]);
