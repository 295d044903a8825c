import { expect, it } from "vitest";
import main from "./pipeline.ts";

const text = "One two. Three four five.";

it("writes no page about sentences that are short", async () => {
  expect(await main({ text })).toEqual({ readable: true, longest: 3 });
});

it("writes a page about a sentence that is too long", async () => {
  const { readable, longest, page } = await main({ text, limit: 2 });
  expect({ readable, longest }).toEqual({ readable: false, longest: 3 });
  expect(await page?.text()).toBe("Longest: 3 words, mean: 2.5.");
});
