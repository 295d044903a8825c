/** Random valid documents, failures included, for tests that compare ways to run them. */
import type { Value } from "@dagwright/protocol";
import fc from "fast-check";
import type { FakeComponent } from "../interpret.ts";
import type { Document, Node, Region } from "../model.ts";
import {
  arithmetic,
  attempt,
  BOOLEAN,
  branch,
  call,
  compare,
  component,
  compute,
  document,
  fail,
  field,
  forEach,
  group,
  literal,
  loop,
  NUMBER,
  optional,
  pipeline,
  ref,
  region,
  task,
  template,
  whenSucceeded,
} from "./build.ts";

/** A program before its names and references are chosen; numbers choose among what is there. */
type Plan =
  | { readonly kind: "task"; readonly reads: readonly number[]; readonly after: readonly number[]; readonly fails: number }
  | { readonly kind: "fail"; readonly after: readonly number[] }
  | { readonly kind: "compute"; readonly reads: readonly number[] }
  | {
      readonly kind: "branch";
      readonly limit: number;
      readonly reads: readonly number[];
      readonly then: readonly Plan[];
      readonly else: readonly Plan[];
    }
  | {
      readonly kind: "forEach";
      readonly count: number;
      readonly concurrency: number | null;
      readonly settled: boolean;
      readonly body: readonly Plan[];
    }
  | { readonly kind: "loop"; readonly turns: number; readonly body: readonly Plan[] }
  | {
      readonly kind: "try";
      readonly body: readonly Plan[];
      readonly catch: readonly Plan[] | null;
      readonly finally: readonly Plan[] | null;
      readonly after: readonly number[];
    }
  | { readonly kind: "group"; readonly settled: boolean; readonly members: readonly (readonly Plan[])[] }
  | { readonly kind: "call"; readonly reads: readonly number[] };

const choices = fc.array(fc.nat({ max: 9 }), { maxLength: 2 });

const plans = fc.letrec<{ node: Plan; region: readonly Plan[] }>((tie) => ({
  region: fc.array(tie("node"), { maxLength: 4 }),
  node: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    // 0 to 2: fails; beyond, only the item of that index does; 6 and more: nothing does.
    fc.record<Plan & { kind: "task" }>({ kind: fc.constant("task"), reads: choices, after: choices, fails: fc.nat({ max: 12 }) }),
    fc.record<Plan & { kind: "compute" }>({ kind: fc.constant("compute"), reads: choices }),
    fc.record<Plan & { kind: "fail" }>({ kind: fc.constant("fail"), after: choices }),
    fc.record<Plan & { kind: "call" }>({ kind: fc.constant("call"), reads: choices }),
    fc.record<Plan & { kind: "branch" }>({
      kind: fc.constant("branch"),
      limit: fc.integer({ min: -1, max: 4 }),
      reads: choices,
      then: tie("region"),
      else: tie("region"),
    }),
    fc.record<Plan & { kind: "forEach" }>({
      kind: fc.constant("forEach"),
      count: fc.nat({ max: 3 }),
      concurrency: fc.constantFrom(null, null, 1, 2),
      settled: fc.boolean(),
      body: tie("region"),
    }),
    fc.record<Plan & { kind: "loop" }>({ kind: fc.constant("loop"), turns: fc.nat({ max: 3 }), body: tie("region") }),
    fc.record<Plan & { kind: "try" }>({
      kind: fc.constant("try"),
      body: tie("region"),
      catch: fc.option(tie("region"), { nil: null }),
      finally: fc.option(tie("region"), { nil: null }),
      after: choices,
    }),
    fc.record<Plan & { kind: "group" }>({
      kind: fc.constant("group"),
      settled: fc.boolean(),
      members: fc.array(tie("region"), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));

/**
 * Documents that `verify` accepts: steps in branches, fan-outs, loops, `try`, groups and called pipelines, some of which fail. Which do
 * is in their arguments, so that any way to run them agrees: run them with `arbitraryComponents`. Every number is small and whole.
 */
export const arbitraryDocument: fc.Arbitrary<Document> = plans.region.map((body) => documentOf(body));

/** `step({ a?, b?, fail })` gives `a + b + 1`, or throws. */
export const arbitraryComponents: Readonly<Record<string, FakeComponent>> = {
  step: (input) => {
    if (input?.["fail"] === true) throw new Error(`failed with ${JSON.stringify(input["a"] ?? null)}`);
    return Number(input?.["a"] ?? 0) + Number(input?.["b"] ?? 0) + 1;
  },
};

function documentOf(body: readonly Plan[]): Document {
  const counts = new Map<string, number>();
  const fresh = (word: string): string => {
    const count = (counts.get(word) ?? 0) + 1;
    counts.set(word, count);
    return count === 1 ? word : `${word}-${count}`;
  };
  const step = component({ a: optional(NUMBER), b: optional(NUMBER), fail: BOOLEAN }, NUMBER);
  const inner = region([task("inner", "step", { a: ref("input", "n"), fail: compare(ref("input", "n"), ">", literal(6)) })], {
    value: ref("inner"),
  });
  return document(
    { step },
    {
      main: pipeline(regionOf(body, { numbers: [literal(1)], index: undefined }, fresh), { output: field(NUMBER) }),
      sub: pipeline(inner, { inputs: { n: { type: NUMBER, default: 1 } }, output: field(NUMBER) }),
    },
  );
}

interface Scope {
  /** Values of type number that may be read. */
  readonly numbers: readonly Value[];
  /** The innermost index of a fan-out. */
  readonly index: Value | undefined;
}

const pick = <T>(from: readonly T[], choice: number | undefined): T | undefined =>
  choice === undefined || from.length === 0 ? undefined : from[choice % from.length];

function regionOf(body: readonly Plan[], outer: Scope, fresh: (word: string) => string): Region {
  const nodes: Node[] = [];
  let numbers = outer.numbers;
  for (const plan of body) {
    const { node, reads } = nodeOf(
      plan,
      { ...outer, numbers },
      nodes.map((earlier) => earlier.id),
      fresh,
    );
    nodes.push(node);
    if (reads !== undefined) numbers = [...numbers, reads];
  }
  const last = numbers.at(-1) ?? literal(0);
  return region(nodes, { x: last, value: last });
}

interface Built {
  readonly node: Node;
  /** How the node reads as a number. */
  readonly reads?: Value;
}

function nodeOf(plan: Plan, scope: Scope, earlier: readonly string[], fresh: (word: string) => string): Built {
  const id = fresh(plan.kind === "task" ? "step" : plan.kind);
  const read = (index: number): Value => ("reads" in plan ? pick(scope.numbers, plan.reads[index]) : undefined) ?? literal(index);
  const order = "after" in plan ? [...new Set(plan.after.flatMap((choice) => pick(earlier, choice) ?? []))] : [];
  const inside = (body: readonly Plan[], more: Partial<Scope> = {}): Region => regionOf(body, { ...scope, ...more }, fresh);
  switch (plan.kind) {
    case "task": {
      const fails: Value =
        plan.fails < 3
          ? literal(true)
          : plan.fails < 6 && scope.index !== undefined
            ? compare(scope.index, "===", literal(plan.fails - 3))
            : literal(false);
      const args: Record<string, Value> = { fail: fails };
      if (plan.reads.length > 0) args["a"] = read(0);
      if (plan.reads.length > 1) args["b"] = read(1);
      return { node: task(id, "step", args, { order }), reads: ref(id) };
    }
    case "fail":
      return { node: fail(id, template("stop at ", id), { order }) };
    case "compute":
      return { node: compute(id, arithmetic(read(0), "%", literal(5)), field(NUMBER)), reads: ref(id) };
    case "call":
      return { node: call(id, "sub", plan.reads.length === 0 ? {} : { n: read(0) }), reads: ref(id) };
    case "branch": {
      const condition = compare(read(0), ">", literal(plan.limit));
      return { node: branch(id, condition, inside(plan.then), inside(plan.else), { x: field(NUMBER) }, { order }), reads: ref(id, "x") };
    }
    case "forEach": {
      const [item, index] = [`${id}-item`, `${id}-index`];
      const items = literal(Array.from({ length: plan.count }, (_, at) => at));
      const body = inside(plan.body, { numbers: [...scope.numbers, ref(item)], index: ref(index) });
      const options = {
        item,
        index,
        concurrency: plan.concurrency,
        as: plan.settled ? "settled" : "values",
        collect: field(NUMBER),
      } as const;
      return { node: forEach(id, items, body, options), reads: ref(id, "length") };
    }
    case "loop": {
      const state = `${id}-state`;
      const body = inside(plan.body, { numbers: [...scope.numbers, ref(state, "n")] });
      const carried = {
        turn: { type: NUMBER, init: literal(0), next: arithmetic(ref(state, "turn"), "+", literal(1)) },
        n: { type: NUMBER, init: read(0), next: body.results["x"] ?? literal(0) },
      };
      // A limit of 2 turns: a loop that wants 3 is exhausted.
      return {
        node: loop(id, carried, compare(ref(state, "turn"), "<", literal(plan.turns)), { ...body, results: {} }, { state, max: 2 }),
        reads: ref(id, "n"),
      };
    }
    case "try": {
      const body = inside(plan.body);
      const partial = body.nodes.flatMap((node) => (node.kind === "task" ? [whenSucceeded(node.id, ref(node.id), literal(-1))] : []));
      const numbers = [...scope.numbers, ...partial];
      const caught = plan.catch === null ? undefined : inside(plan.catch, { numbers: [...numbers, ref(`${id}-error`, "attempt")] });
      const last = plan.finally === null ? undefined : inside(plan.finally, { numbers });
      const handlers = {
        error: `${id}-error`,
        ...(caught === undefined ? {} : { catch: caught }),
        ...(last === undefined ? {} : { finally: last }),
      };
      return { node: attempt(id, body, handlers, { x: field(NUMBER) }, { order }), reads: ref(id, "x") };
    }
    case "group": {
      const members = plan.members.map((member) => ({ region: inside(member), value: field(NUMBER) }));
      return {
        node: group(id, members, { as: plan.settled ? "settled" : "values" }),
        reads: plan.settled ? ref(id, "length") : ref(id, 0),
      };
    }
  }
}
