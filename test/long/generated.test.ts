// More of test/cluster/generated.test.ts. DAGWRIGHT_SEED chooses other programs; the seed is printed.
import { describe, it } from "vitest";
import { compareOnArgo } from "../support/generated-on-argo.ts";
import { generatedPrograms } from "../support/generated.ts";

const seed = Number(process.env["DAGWRIGHT_SEED"] ?? Date.now() % 1_000_000);
const programs = await generatedPrograms(seed, 60, 12);
console.log(`seed ${seed}: ${programs.length} programs`);

describe.concurrent("the interpreter and the controller agree on many generated programs", () => {
  it.each(programs)("$name", compareOnArgo);
});
