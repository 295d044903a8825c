import { pipeline } from "dagwright";
import { add, notify } from "../steps.ts";

export const after = pipeline("after", async ({ n }: { n: number }) => {
  const running = add({ a: n, b: 1 });
  try {
    await running;
  } catch {
    await notify({ text: "failed" });
  }
  await running;
});

export const inCatch = pipeline("inCatch", async ({ n }: { n: number }) => {
  const running = add({ a: n, b: 1 });
  try {
    await running;
  } catch {
    await running;
  }
});

export const inFinally = pipeline("inFinally", async ({ n }: { n: number }) => {
  const running = add({ a: n, b: 1 });
  try {
    await running;
  } finally {
    await running;
  }
});

export const joined = pipeline("joined", async ({ n }: { n: number }) => {
  const running = [add({ a: n, b: 1 }), add({ a: n, b: 2 })];
  try {
    await Promise.all(running);
  } catch {
    await notify({ text: "failed" });
  }
  await Promise.all(running);
});

export const settled = pipeline("settled", async ({ n }: { n: number }) => {
  const running = add({ a: n, b: 1 });
  try {
    await running;
  } catch {
    await notify({ text: "failed" });
  }
  const [result] = await Promise.allSettled([running]);
  await notify({ text: result.status });
});
