import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compareOnArgo } from "../support/generated-on-argo.ts";
import { generatedPrograms } from "../support/generated.ts";
import { countingFor } from "./counts.ts";

const PROGRAMS = 40;
/** Each is a pod, of which two cores run about seventy a minute. */
const MOST_CALLS = 5;
const programs = await generatedPrograms(7, PROGRAMS, MOST_CALLS);

let tellCounts = (): void => {};
beforeAll(() => void (tellCounts = countingFor("generated documents")));
afterAll(() => tellCounts());

it(`${PROGRAMS} programs are small enough`, () => {
  expect(programs).toHaveLength(PROGRAMS);
});

describe.concurrent("the interpreter and the controller agree on generated programs", () => {
  it.each(programs)("$name", compareOnArgo);
});
