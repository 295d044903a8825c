import { expect, it } from "vitest";
import { thrownMessage } from "./thrown-message.ts";

it("takes the message of an error, and of what is like one", () => {
  expect(thrownMessage(new TypeError("no"))).toBe("no");
  expect(thrownMessage({ message: "no", code: 1 })).toBe("no");
});

it("shows what a thrown object holds", () => {
  expect(thrownMessage({ code: 429, why: "too many" })).toBe('{"code":429,"why":"too many"}');
});

it("has a text for anything", () => {
  const ring: { self?: unknown } = {};
  ring.self = ring;
  expect(thrownMessage(ring)).toBe("something that has no text was thrown");
  expect(thrownMessage(undefined)).toBe("undefined");
  const secretive = new Error("");
  Object.defineProperty(secretive, "message", {
    get: () => {
      throw new Error("not even this");
    },
  });
  expect(thrownMessage(secretive)).toBe("something that has no text was thrown");
  expect(thrownMessage(Object.create(null))).toBe("something that has no text was thrown");
});
