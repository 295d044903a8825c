// A value that crosses a step boundary is the same value after it, whichever way the program runs; what may not cross fails the same step.
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { interpret } from "@dagwright/ir";
import { component as componentOf, document as documentOf, field, pipeline as pipelineOf, ref, region, task } from "@dagwright/ir/testing";
import { CodecError, decode, encode, handlesOnly, jsonText, parseArgument, sha256, type Json, type Type } from "@dagwright/protocol";
import { runPipeline } from "@dagwright/runner";
import { component, pipeline, StepError } from "dagwright";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { wrapperFile } from "../support/observe.ts";
import { quickFolder, stepsInThisProcess } from "../support/steps-in-this-process.ts";
import { arbitrarySpoilt, arbitraryValue, type TypedValue } from "./values/arbitrary-value.ts";

const SEED = 20_261_124;
const COUNT = 2000;
const SPOILT = 300;
/** Cases of the first, for the runner writes files for each. */
const IN_RUNNER = 400;

const MAKE = Symbol.for("dagwright.test.make");
/** A step that gives what it is told to, and then one that gives what it was given: two boundaries. */
const SOURCE = 'export const make = () => globalThis[Symbol.for("dagwright.test.make")]();\nexport const hand = (input) => input.value;\n';

const home = mkdtempSync(join(quickFolder(), "dagwright-values-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

type Outcome = { readonly value: unknown } | { readonly refused: string };

/** To TypeScript; what crosses is whatever the case says. */
interface Crossing {
  readonly value: string;
}
const made: () => Crossing = () => Reflect.apply(Object(Reflect.get(globalThis, MAKE)), undefined, []);
const make = component({}, async (): Promise<Crossing> => made());
const hand = component({}, async (input: { value: Crossing }): Promise<Crossing> => input.value);
const main = pipeline("main", async (): Promise<Crossing> => hand({ value: await make() }));

const inPlainNode = (): Promise<Outcome> => outcomeOf(main);

const documentFor = (type: Type) => {
  const code = { source: SOURCE };
  return documentOf(
    {
      make: componentOf({}, field(type), {}, { ...code, export: "make" }),
      hand: componentOf({ value: type }, field(type), {}, { ...code, export: "hand" }),
    },
    {
      main: pipelineOf(region([task("made", "make"), task("handed", "hand", { value: ref("made") })], { value: ref("handed") }), {
        output: field(type),
      }),
    },
  );
};

async function inInterpreter({ type, make: made }: TypedValue): Promise<Outcome> {
  const { outcome, output } = await interpret(documentFor(type), {
    components: {
      make: () => encode(made(), type, {}, handlesOnly, "output"),
      hand: (input) => encode(decode(input?.["value"] ?? null, type, {}, handlesOnly, "input.value"), type, {}, handlesOnly, "output"),
    },
  });
  return outcome.kind === "failed"
    ? { refused: outcome.failure.message }
    : { value: decode(output ?? null, type, {}, handlesOnly, "output") };
}

async function inRunner({ type }: TypedValue): Promise<Outcome> {
  const ran = await runPipeline({
    document: documentFor(type),
    bundles: (digest) => (digest === sha256(SOURCE) ? Buffer.from(SOURCE) : undefined),
    wrapper: wrapperFile,
    home,
    tracking: "off",
    platform: stepsInThisProcess,
  });
  return ran.failure === undefined
    ? { value: decode(ran.outputs ?? null, type, {}, handlesOnly, "output") }
    : { refused: ran.failure.message };
}

/** By its type as JSON, and as the text of a parameter. */
function byCodec({ type, make: made }: TypedValue): Outcome {
  try {
    const json = encode(made(), type, {}, handlesOnly, "output");
    const argument = parseArgument(jsonText(json));
    const carried: Json | undefined = argument.kind === "json" ? argument.value : undefined;
    expect(carried).toEqual(json);
    return { value: decode(carried ?? null, type, {}, handlesOnly, "output") };
  } catch (error) {
    if (error instanceof CodecError) return { refused: error.message };
    throw error;
  }
}

async function outcomeOf(run: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { value: await run() };
  } catch (error) {
    if (error instanceof StepError) return { refused: error.message };
    throw error;
  }
}

async function withValue<T>({ make: made }: TypedValue, run: () => Promise<T>): Promise<T> {
  Reflect.set(globalThis, MAKE, made);
  try {
    return await run();
  } finally {
    Reflect.deleteProperty(globalThis, MAKE);
  }
}

const text = (outcome: Outcome): string => JSON.stringify(outcome)?.slice(0, 2000) ?? "";

describe("values that cross a step boundary", () => {
  it(`are the same in plain Node, by their type, as an argument text and in the interpreter, in ${COUNT} cases; in the local runner in ${IN_RUNNER}`, async () => {
    let cases = 0;
    await fc.assert(
      fc.asyncProperty(arbitraryValue, async (typed) => {
        const plain = await withValue(typed, inPlainNode);
        const others = [
          byCodec(typed),
          await inInterpreter(typed),
          ...(cases < IN_RUNNER ? [await withValue(typed, () => inRunner(typed))] : []),
        ];
        cases += 1;
        for (const other of others)
          if (!isDeepStrictEqual(other, plain)) throw new Error(`plain Node: ${text(plain)}\nbut: ${text(other)}`);
        // Nothing that is of its type is refused.
        expect(plain).toHaveProperty("value");
      }),
      { seed: SEED, numRuns: COUNT },
    );
    console.log(`values across a boundary: ${cases} cases, ${Math.min(cases, IN_RUNNER)} of them in the local runner too`);
  });

  it(`are refused everywhere if they may not cross, with the place of what is wrong, in ${SPOILT} cases`, async () => {
    let cases = 0;
    await fc.assert(
      fc.asyncProperty(arbitrarySpoilt, async (typed) => {
        cases += 1;
        const outcomes = [
          await withValue(typed, inPlainNode),
          byCodec(typed),
          await inInterpreter(typed),
          await withValue(typed, () => inRunner(typed)),
        ];
        for (const outcome of outcomes) {
          if (!("refused" in outcome)) throw new Error(`it crossed: ${text(outcome)}`);
          expect(outcome.refused).toContain(`output${typed.place} `);
        }
      }),
      { seed: SEED, numRuns: SPOILT },
    );
    console.log(`values that may not cross: ${cases} cases, refused in plain Node, by type, in the interpreter and in the local runner`);
  });
});
