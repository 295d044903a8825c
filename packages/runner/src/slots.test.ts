import { expect, test } from "vitest";
import { createSlots } from "./slots.ts";

test("never more than the limit run at a time, all run in order, and a failure frees its place", async () => {
  const slots = createSlots(3);
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const work = (index: number) =>
    slots.use(async () => {
      order.push(index);
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      if (index % 5 === 0) throw new Error("failed");
      return index;
    });
  const ends = await Promise.allSettled(Array.from({ length: 50 }, (_, index) => work(index)));
  expect(most).toBe(3);
  expect(order).toEqual(Array.from({ length: 50 }, (_, index) => index));
  expect(ends.filter((end) => end.status === "rejected")).toHaveLength(10);
});
