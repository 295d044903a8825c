/** Random programs of `@dagwright/ir/testing`, by seed, with the code their steps run. */
import type { Document } from "@dagwright/ir";
import { arbitraryDocument } from "@dagwright/ir/testing";
import { sha256 } from "@dagwright/protocol";
import fc from "fast-check";
import { callsIn } from "./calls.ts";
import { interpretFixture } from "./run-fixture.ts";

/** What `arbitraryComponents` does, as a bundle that says what it was called with. */
const STEP = [
  "export const run = async (input) => {",
  "  console.log(`CALL ${JSON.stringify(input)}`);",
  "  if (input.fail) throw new Error(`failed with ${JSON.stringify(input.a ?? null)}`);",
  "  return (input.a ?? 0) + (input.b ?? 0) + 1;",
  "};",
].join("\n");

export const stepBytes = (): Uint8Array => Buffer.from(STEP);

const withCode = (document: Document): Document => ({
  ...document,
  components: Object.fromEntries(
    Object.entries(document.components).map(([name, component]) => [
      name,
      { ...component, implementation: { kind: "typescript", bundle: sha256(STEP), export: "run" } },
    ]),
  ),
});

export interface GeneratedProgram {
  readonly name: string;
  readonly document: Document;
  /** The code of its steps, if it is not that of `stepBytes`. */
  readonly bundle?: (digest: string) => Uint8Array;
  readonly expected: { readonly status: string; readonly output: unknown; readonly calls: readonly string[] };
}

/** The first `count` programs of a seed that call at least two and at most `most` steps, with what the interpreter made of them. */
export async function generatedPrograms(seed: number, count: number, most: number): Promise<readonly GeneratedProgram[]> {
  const programs: GeneratedProgram[] = [];
  for (const [index, drawn] of fc.sample(arbitraryDocument, { seed, numRuns: count * 20 }).entries()) {
    const document = withCode(drawn);
    const ran = await interpretFixture(document, [STEP], {});
    const calls = callsIn(ran.printed);
    if (calls.length < 2 || calls.length > most) continue;
    programs.push({
      name: `${seed}.${index}`,
      document,
      expected: { status: ran.outcome.kind, output: ran.outcome.kind === "succeeded" ? ran.output : undefined, calls },
    });
    if (programs.length === count) break;
  }
  return programs;
}
