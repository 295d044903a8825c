import fc from "fast-check";
import { expect, test } from "vitest";
import { systemClock } from "./clock.ts";
import { createIds, systemRandom } from "./ids.ts";

test("event ids are UUIDv7 and sort in the order in which they were made, even when the clock jumps", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5_000, max: 5_000 }), { minLength: 1, maxLength: 50 }), (jumps) => {
      let now = 1_750_000_000_000;
      const ids = createIds({ ...systemClock, now: () => now }, systemRandom());
      const made = jumps.map((jump) => {
        now += jump;
        return ids.eventId();
      });
      expect(made.toSorted()).toEqual(made);
      expect(new Set(made).size).toBe(made.length);
      for (const id of made) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }),
  );
});

test("more ids in a millisecond than its counter can count still sort", () => {
  const ids = createIds({ ...systemClock, now: () => 1_750_000_000_000 }, systemRandom());
  const made = Array.from({ length: 10_000 }, () => ids.eventId());
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});

test("an event id begins with the milliseconds it was made at", () => {
  const ids = createIds({ ...systemClock, now: () => 0x0197_5a3b_c4d5 }, systemRandom());
  expect(ids.eventId().slice(0, 13)).toBe("01975a3b-c4d5");
});

test("run ids are 32 hexadecimal digits that differ", () => {
  const ids = createIds(systemClock, systemRandom());
  const made = Array.from({ length: 1_000 }, () => ids.runId());
  expect(new Set(made.map((id) => id.slice(0, 16))).size).toBe(1_000);
  for (const id of made) expect(id).toMatch(/^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
});
