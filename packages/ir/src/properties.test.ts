import { canonicalJson, evaluate, readPath, type Json, type StepFailure } from "@dagwright/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dependenciesOf } from "./dependencies.ts";
import { digestOf, formatDocument } from "./digest.ts";
import type { EngineEvent } from "./engine/host.ts";
import { interpret, type Interpretation } from "./interpret.ts";
import type { Document, Node, Region } from "./model.ts";
import type { Outcome } from "./outcome.ts";
import { parseDocument } from "./parse.ts";
import { printDocument } from "./print.ts";
import { arbitraryComponents, arbitraryDocument } from "./testing/arbitrary.ts";
import { verify } from "./verify.ts";
import { blocksOf } from "./walk.ts";

const RUNS = { numRuns: 150 };
const run = async (document: Document): Promise<Interpretation & { readonly events: readonly EngineEvent[] }> => {
  const events: EngineEvent[] = [];
  const jittered = Object.fromEntries(
    Object.entries(arbitraryComponents).map(([name, fake]) => [
      name,
      async (...given: Parameters<typeof fake>) => {
        // Steps take different times, so that order in time is not order in the list.
        for (let ticks = (given[1].path.length * 7) % 5; ticks > 0; ticks -= 1) await Promise.resolve();
        return fake(...given);
      },
    ]),
  );
  return { ...(await interpret(document, { components: jittered, event: (event) => events.push(event) })), events };
};

describe("generated documents", () => {
  it("are accepted by verify", () => {
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        expect(verify(document)).toEqual([]);
      }),
      RUNS,
    );
  });

  it("survive being written and read", () => {
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        expect(parseDocument(formatDocument(document))).toEqual({ document });
      }),
      RUNS,
    );
  });

  it("have a digest that does not depend on the order of keys", () => {
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        const shuffled: Document = JSON.parse(JSON.stringify(document), (_, value: Json) =>
          typeof value === "object" && value !== null && !Array.isArray(value)
            ? Object.fromEntries(Object.entries(value).toReversed())
            : value,
        );
        expect(digestOf(shuffled)).toBe(digestOf(document));
      }),
      RUNS,
    );
  });

  it("can all be printed, with every node once", () => {
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        const text = printDocument(document);
        for (const id of JSON.stringify(document).matchAll(/"id":"([^"]+)"/gu))
          expect(text).toMatch(new RegExp(`^ *${String(id[1])}( <-\\[.*\\])?: `, "mu"));
      }),
      RUNS,
    );
  });
});

describe("the engine", () => {
  it("starts nothing before its edges, nothing twice, and accounts for every node", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryDocument, async (document) => {
        const { events, calls } = await run(document);
        const [started, ended] = [new Map<string, number>(), new Map<string, { readonly at: number; readonly outcome: Outcome }>()];
        for (const [at, event] of events.entries()) {
          const seen = event.type === "started" ? started : ended;
          expect(seen.has(event.path), `${event.path} ${event.type} twice`).toBe(false);
          if (event.type === "started") started.set(event.path, at);
          else ended.set(event.path, { at, outcome: event.outcome });
        }
        for (const [path] of started) expect(ended.has(path), path).toBe(true);
        const edges = edgesById(document);
        for (const { path, type, node } of events) {
          if (type !== "started") continue;
          for (const id of edges.get(node.id) ?? []) {
            const edge = ended.get(path.slice(0, path.length - node.id.length) + id);
            expect(
              edge !== undefined && edge.at < (started.get(path) ?? 0) && edge.outcome.kind === "succeeded",
              `${path} before ${id}`,
            ).toBe(true);
          }
        }
        expect(new Set(calls.map((call) => call.path)).size).toBe(calls.length);
        for (const node of document.pipelines["main"]?.body.nodes ?? []) expect(ended.has(node.id)).toBe(true);
      }),
      RUNS,
    );
  });

  it("agrees with a program that does one thing after the other", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryDocument, async (document) => {
        const { outcome, output, calls } = await run(document);
        const expected = oneByOne(document);
        expect(outcome).toEqual(expected.failure === undefined ? { kind: "succeeded" } : { kind: "failed", failure: expected.failure });
        if (expected.failure === undefined) expect(output).toEqual(expected.output);
        const described = calls.map((call) => `${call.path} ${canonicalJson(call.args ?? null)} ${call.outcome.kind}`);
        expect(described.toSorted()).toEqual(expected.calls.toSorted());
      }),
      RUNS,
    );
  });
});

describe("verify", () => {
  it("never throws on what the schema accepts, and parse never throws at all", () => {
    fc.assert(
      fc.property(arbitraryDocument, fc.array(mutation, { minLength: 1, maxLength: 4 }), (document, mutations) => {
        const start: Json = JSON.parse(JSON.stringify(document));
        const mutant = mutations.reduce((json, mutate) => mutate(json), start);
        const parsed = parseDocument(mutant);
        if ("document" in parsed) {
          for (const diagnostic of verify(parsed.document)) expect(diagnostic.message).not.toMatch(/\[object|undefined \(/u);
          printDocument(parsed.document);
        } else expect(parsed.diagnostics.length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });
});

// ---- a second opinion: no promises, no schedule, one node after the other ----

interface Opinion {
  readonly failure: StepFailure | undefined;
  readonly output: Json | undefined;
  readonly calls: readonly string[];
}

interface Place {
  readonly values: Map<string, Json | undefined>;
  /** By id; absent = not run. */
  readonly done: Map<string, boolean>;
  readonly prefix: string;
  readonly pipeline: string;
}

class Failed extends Error {
  readonly failure: StepFailure;
  constructor(failure: StepFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

function oneByOne(document: Document): Opinion {
  const calls: string[] = [];
  const valueOf = (value: Parameters<typeof evaluate>[0], place: Place): Json | undefined =>
    evaluate(value, {
      read: (ref) => readPath(place.values.get(ref.node), ref.path),
      succeeded: (id) => place.done.get(id) === true,
      glue: () => undefined,
    });
  const inner = (place: Place, prefix = place.prefix): Place => ({
    ...place,
    prefix,
    values: new Map(place.values),
    done: new Map(place.done),
  });

  // Runs a region in `place` itself, so that what succeeded can be seen after a failure.
  const runRegion = (region: Region, place: Place): void => {
    const edges = dependenciesOf(region);
    const failures = new Map<string, StepFailure>();
    for (let left = [...region.nodes]; left.length > 0;) {
      const ready = left.find((node) => (edges.get(node.id) ?? []).every((id) => place.done.has(id)));
      if (ready === undefined) throw new Error("a circle");
      left = left.filter((node) => node !== ready);
      place.done.set(ready.id, false);
      if (!(edges.get(ready.id) ?? []).every((id) => place.done.get(id) === true)) continue;
      try {
        place.values.set(ready.id, runNode(ready, place));
        place.done.set(ready.id, true);
      } catch (error) {
        if (!(error instanceof Failed)) throw error;
        failures.set(ready.id, error.failure);
      }
    }
    const first = region.nodes.find((node) => failures.has(node.id));
    const failure = first === undefined ? undefined : failures.get(first.id);
    if (failure !== undefined) throw new Failed(failure);
  };
  const settle = (work: () => Json): { readonly ok: Json } | { readonly failed: StepFailure } => {
    try {
      return { ok: work() };
    } catch (error) {
      if (error instanceof Failed) return { failed: error.failure };
      throw error;
    }
  };
  const join = (parts: readonly (() => Json)[], as: "values" | "settled", stops: boolean): Json => {
    const ends: ReturnType<typeof settle>[] = [];
    for (const part of parts) {
      const end = settle(part);
      ends.push(end);
      if ("failed" in end && stops) break;
    }
    const failed = ends.find((end) => "failed" in end);
    if (failed !== undefined && "failed" in failed && as === "values") throw new Failed(failed.failed);
    return ends.map((end) =>
      "ok" in end ? (as === "values" ? end.ok : { status: "fulfilled", value: end.ok }) : { status: "rejected", reason: { ...end.failed } },
    );
  };
  const yielded = (region: Region, place: Place, name: string): Json => {
    const value = region.results[name];
    return (value === undefined ? undefined : valueOf(value, place)) ?? null;
  };

  const runNode = (node: Node, place: Place): Json | undefined => {
    const path = place.prefix + node.id;
    switch (node.kind) {
      case "task": {
        const args = Object.fromEntries(Object.entries(node.args).flatMap(([name, value]) => [[name, valueOf(value, place) ?? null]]));
        if (args["fail"] === true) {
          calls.push(`${path} ${canonicalJson(args)} failed`);
          throw new Failed({
            step: node.component,
            attempt: 1,
            kind: "thrown",
            message: `failed with ${JSON.stringify(args["a"] ?? null)}`,
          });
        }
        calls.push(`${path} ${canonicalJson(args)} succeeded`);
        return Number(args["a"] ?? 0) + Number(args["b"] ?? 0) + 1;
      }
      case "fail":
        throw new Failed({ step: place.pipeline, attempt: 1, kind: "thrown", message: `stop at ${node.id}` });
      case "compute":
        return valueOf(node.value, place);
      case "call": {
        const callee = document.pipelines[node.pipeline];
        if (callee === undefined) throw new Error("unknown");
        const n = node.args["n"] === undefined ? 1 : valueOf(node.args["n"], place);
        const called: Place = {
          prefix: `${path}.`,
          pipeline: node.pipeline,
          values: new Map([["input", { n: n ?? null }]]),
          done: new Map(),
        };
        runRegion(callee.body, called);
        return yielded(callee.body, called, "value");
      }
      case "branch": {
        const taken = valueOf(node.condition, place) === true ? node.then : node.else;
        const side = inner(place);
        runRegion(taken, side);
        return { x: yielded(taken, side, "x") };
      }
      case "forEach": {
        const items = valueOf(node.items, place);
        const each = (Array.isArray(items) ? items : []).map((item: Json, index) => (): Json => {
          const body = inner(place, `${path}.${index}.`);
          body.values.set(node.item, item).set(node.index, index);
          runRegion(node.body, body);
          return yielded(node.body, body, "value");
        });
        return join(each, node.as, node.concurrency === 1 && node.as === "values");
      }
      case "group":
        return join(
          node.members.map((member, index) => (): Json => {
            const body = inner(place, `${path}.${index}.`);
            runRegion(member.region, body);
            return yielded(member.region, body, "value");
          }),
          node.as,
          false,
        );
      case "loop": {
        let state: Record<string, Json> = Object.fromEntries(
          Object.entries(node.carried).map(([name, { init }]) => [name, valueOf(init, place) ?? null]),
        );
        for (let turn = 0; ; turn += 1) {
          const body = inner(place, `${path}.${turn}.`);
          body.values.set(node.state, state);
          if (valueOf(node.while, body) !== true) return state;
          if (turn === node.max)
            throw new Failed({
              step: place.pipeline,
              attempt: 1,
              kind: "thrown",
              message: `the loop did not end within ${node.max} turns`,
            });
          runRegion(node.body, body);
          state = Object.fromEntries(Object.entries(node.carried).map(([name, { next }]) => [name, valueOf(next, body) ?? null]));
        }
      }
      case "try": {
        const body = inner(place);
        const attempted = (): Json => {
          try {
            runRegion(node.body, body);
            return { x: yielded(node.body, body, "x") };
          } catch (error) {
            if (!(error instanceof Failed) || node.catch === undefined) throw error;
            const handler = inner(body);
            handler.values.set(node.catch.error, { ...error.failure });
            runRegion(node.catch.region, handler);
            return { x: yielded(node.catch.region, handler, "x") };
          }
        };
        const end = settle(attempted);
        if (node.finally !== undefined) runRegion(node.finally, inner(body));
        if ("failed" in end) throw new Failed(end.failed);
        return end.ok;
      }
      case "approval":
        throw new Error("none is generated");
    }
  };

  const main = document.pipelines["main"];
  if (main === undefined) throw new Error("no main");
  const place: Place = { prefix: "", pipeline: "main", values: new Map([["input", {}]]), done: new Map() };
  const end = settle(() => {
    runRegion(main.body, place);
    return yielded(main.body, place, "value");
  });
  return { failure: "failed" in end ? end.failed : undefined, output: "ok" in end ? end.ok : undefined, calls };
}

function edgesById(document: Document): ReadonlyMap<string, readonly string[]> {
  const blocks = Object.values(document.pipelines).flatMap((pipeline) => [...blocksOf(pipeline)]);
  return new Map(blocks.flatMap(({ region }) => [...dependenciesOf(region)]));
}

// ---- mutations: anything anywhere becomes something else ----

const scrap: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    "",
    "input",
    "step",
    "step-2",
    "__proto__",
    "toString",
    "run",
    "{{x}}",
    -1,
    1e9,
    true,
    null,
    [],
    {},
    { kind: "absent" },
    { kind: "ref", node: "step", path: ["x", 0] },
  ),
  fc.constantFrom<Json>(
    { kind: "literal", value: { a: [1, null] } },
    { kind: "whenSucceeded", node: "step", value: { kind: "ref", node: "step", path: [] }, otherwise: { kind: "absent" } },
    { kind: "named", name: "T" },
    { kind: "union", members: [{ kind: "null" }, { kind: "string", pattern: "(" }] },
    { type: { kind: "named", name: "T" }, optional: true },
  ),
);

/** Replaces, deletes, copies over or adds one member somewhere. */
const mutation: fc.Arbitrary<(json: Json) => Json> = fc
  .record({ spot: fc.nat(), other: fc.nat(), how: fc.constantFrom("replace", "delete", "copy", "type"), scrap })
  .map(({ spot, other, how, scrap: something }) => (json) => {
    const copy = structuredClone(json);
    const spots = spotsIn(copy);
    const target = spots[spot % Math.max(1, spots.length)];
    const source = spots[other % Math.max(1, spots.length)];
    if (target === undefined || source === undefined) return copy;
    if (how === "delete") Reflect.deleteProperty(target.owner, target.key);
    else if (how === "type") Reflect.set(Object(copy), "types", { T: something });
    else Reflect.set(target.owner, target.key, structuredClone(how === "copy" ? Reflect.get(source.owner, source.key) : something));
    return copy;
  });

function spotsIn(json: unknown): readonly { readonly owner: object; readonly key: string }[] {
  if (typeof json !== "object" || json === null) return [];
  return Object.keys(json).flatMap((key) => [{ owner: json, key }, ...spotsIn(Reflect.get(json, key))]);
}
