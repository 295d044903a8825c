/** Random programs against a model of what they mean: which steps are called, and whose failure it is. Steps take a random number of turns. */
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { component, parallelMap, pipeline, StepError } from "./index.ts";

interface Step {
  readonly kind: "step";
  readonly id: number;
  readonly fails: boolean;
  readonly turns: number;
}

type Program =
  | Step
  | { readonly kind: "sequence"; readonly parts: readonly Program[] }
  | { readonly kind: "all"; readonly members: readonly Program[] }
  | { readonly kind: "allSettled"; readonly members: readonly Program[] }
  /** Started, awaited after what stands between. */
  | { readonly kind: "later"; readonly started: Step; readonly between: Program }
  /** Two started; one awaited before, the other after what stands between. */
  | { readonly kind: "overlap"; readonly started: readonly [Step, Step]; readonly between: Program }
  /** Awaits that are none of a step, as of an empty list; as the first thing only in the last member of a join: nothing tells the places of several. */
  | { readonly kind: "idle"; readonly ticks: number }
  | { readonly kind: "nested"; readonly body: Program }
  | { readonly kind: "try"; readonly body: Program; readonly catch?: Program; readonly finally?: Program }
  /** With room for all at once: what it starts after a failure is bounded, but not determined. */
  | { readonly kind: "parallelMap"; readonly items: readonly Program[] };

type Random = () => number;

function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function programOf(random: Random): Program {
  let steps = 0;
  const step = (): Step => ({ kind: "step", id: steps++, fails: random() < 0.25, turns: Math.floor(random() * 4) });
  const several = (depth: number): Program[] => Array.from({ length: 1 + Math.floor(random() * 3) }, () => grow(depth - 1));
  const idle = (): Program => ({ kind: "idle", ticks: 1 + Math.floor(random() * 20) });
  const withIdle = (parts: readonly Program[]): Program => ({
    kind: "sequence",
    parts: parts.flatMap((part) => (random() < 0.3 ? [idle(), part] : [part])),
  });
  const grow = (depth: number): Program => {
    if (depth === 0) return step();
    const choice = Math.floor(random() * 10);
    if (choice <= 1) return { kind: "sequence", parts: [step(), withIdle(several(depth))] };
    if (choice === 2) return { kind: "all", members: several(depth) };
    if (choice === 3) return { kind: "all", members: [step(), ...several(depth), withIdle(several(depth))] };
    if (choice === 9) return { kind: "overlap", started: [step(), step()], between: grow(depth - 1) };
    if (choice === 4) return { kind: "allSettled", members: several(depth) };
    if (choice === 5) return { kind: "later", started: step(), between: grow(depth - 1) };
    if (choice === 6) return { kind: "nested", body: grow(depth - 1) };
    if (choice === 7) return { kind: "parallelMap", items: several(depth) };
    const handlers = Math.floor(random() * 3);
    return {
      kind: "try",
      body: grow(depth - 1),
      ...(handlers === 1 ? {} : { catch: grow(depth - 1) }),
      ...(handlers === 0 ? {} : { finally: grow(depth - 1) }),
    };
  };
  return grow(4);
}

/** The id of the step whose failure this is; `undefined` = none. Calls go to `calls`. */
function meaning(program: Program, calls: number[]): number | undefined {
  switch (program.kind) {
    case "step":
      calls.push(program.id);
      return program.fails ? program.id : undefined;
    case "sequence":
      for (const part of program.parts) {
        const failed = meaning(part, calls);
        if (failed !== undefined) return failed;
      }
      return undefined;
    case "all":
      return program.members.map((member) => meaning(member, calls)).find((failed) => failed !== undefined);
    case "parallelMap":
      return program.items.map((item) => meaning(item, calls)).find((failed) => failed !== undefined);
    case "allSettled":
      for (const member of program.members) meaning(member, calls);
      return undefined;
    case "later": {
      const started = meaning(program.started, calls);
      return meaning(program.between, calls) ?? started;
    }
    case "overlap": {
      const [first, second] = program.started.map((step) => meaning(step, calls));
      return first ?? meaning(program.between, calls) ?? second;
    }
    case "idle":
      return undefined;
    case "nested":
      return meaning(program.body, calls);
    case "try": {
      const failed = meaning(program.body, calls);
      const caught = failed !== undefined && program.catch !== undefined ? meaning(program.catch, calls) : failed;
      return (program.finally === undefined ? undefined : meaning(program.finally, calls)) ?? caught;
    }
  }
}

let called: number[] = [];
const act = component({}, async (input: { id: number; fails: boolean; turns: number }): Promise<void> => {
  called.push(input.id);
  for (let count = 0; count < input.turns; count += 1) await turn();
  if (input.fails) throw new Error(`${input.id}`);
});
const nested = pipeline("nested", async ({ index }: { index: number }): Promise<void> => run(bodies[index]));
let bodies: Program[] = [];

const start = ({ id, fails, turns }: Step): Promise<void> => act({ id, fails, turns });

async function run(program: Program | undefined): Promise<void> {
  switch (program?.kind) {
    case undefined:
      return;
    case "step":
      return start(program);
    case "sequence":
      for (const part of program.parts) await run(part);
      return;
    case "all":
      await Promise.all(program.members.map((member) => run(member)));
      return;
    case "allSettled":
      await Promise.allSettled(program.members.map(async (member) => run(member)));
      return;
    case "parallelMap":
      await parallelMap(program.items, async (item) => run(item), { concurrency: program.items.length });
      return;
    case "later": {
      const started = start(program.started);
      await run(program.between);
      return started;
    }
    case "overlap": {
      const [first, second] = [start(program.started[0]), start(program.started[1])];
      await first;
      await run(program.between);
      return second;
    }
    case "idle":
      for (let count = 0; count < program.ticks; count += 1) await Promise.resolve();
      return;
    case "nested":
      bodies.push(program.body);
      return nested({ index: bodies.length - 1 });
    case "try":
      if (program.catch === undefined) {
        try {
          return await run(program.body);
        } finally {
          await run(program.finally);
        }
      }
      try {
        await run(program.body);
      } catch {
        await run(program.catch);
      } finally {
        await run(program.finally);
      }
  }
}

const main = pipeline("main", async ({ index }: { index: number }): Promise<void> => run(bodies[index]));

test("random programs call the steps, and fail with the failure, that their text says", async () => {
  for (let seed = 1; seed <= 1000; seed += 1) {
    const program = programOf(randomFrom(seed));
    const calls: number[] = [];
    const failed = meaning(program, calls);
    called = [];
    bodies = [program];
    const outcome = await main({ index: 0 }).then(
      () => undefined,
      (error: unknown) => (error instanceof StepError ? Number(error.message) : error),
    );
    const order = (a: number, b: number): number => a - b;
    expect({ seed, failed: outcome, calls: called.toSorted(order), program }).toEqual({
      seed,
      failed,
      calls: calls.toSorted(order),
      program,
    });
  }
});
