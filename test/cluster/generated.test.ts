import { describe, it } from "vitest";
import { compareOnArgo } from "../support/generated-on-argo.ts";
import { generatedPrograms } from "../support/generated.ts";

const programs = await generatedPrograms(7, 10, 8);

describe.concurrent("the interpreter and the controller agree on generated programs", () => {
  it.each(programs)("$name", compareOnArgo);
});
