import type { Field, Type, Value } from "@dagwright/protocol";
import { describe, expect, it } from "vitest";
import type { LoopNode, Node } from "../model.ts";
import {
  absent,
  BOOLEAN,
  branch,
  compare,
  component,
  document,
  field,
  glue,
  literal,
  loop,
  not,
  NUMBER,
  objectOf,
  optional,
  pipeline,
  ref,
  region,
  STRING,
  task,
} from "../testing/build.ts";
import { killers } from "../testing/killers.ts";

const components = {
  make: component(
    {},
    objectOf({ score: optional(NUMBER), inner: optional(objectOf({ x: NUMBER })), flag: optional(BOOLEAN), status: STRING }),
  ),
  use: component({ n: NUMBER, maybe: optional(NUMBER) }),
  log: component(),
};
const score = ref("made", "score");
const main = (...nodes: readonly Node[]) => document(components, { main: pipeline(region([task("made", "make"), ...nodes])) });
const use = (n: Value, id = "u") => task(id, "use", { n });
const guarded = (condition: Value, then: readonly Node[], otherwise: readonly Node[] = []) =>
  main(branch("b", condition, region(then), region(otherwise)));
const refused = (doc: ReturnType<typeof document>) => {
  const found = killers(doc);
  expect(Object.keys(found)).toEqual(["presence"]);
  return found["presence"]?.join("\n");
};

describe("presence", () => {
  it("lets what may be absent stand where absent is allowed, or behind a fallback", () => {
    expect(
      killers(main(task("u", "use", { n: literal(1), maybe: score }), use({ kind: "coalesce", left: score, right: literal(0) }, "v"))),
    ).toEqual({});
  });

  it("refuses it where a value is required", () => {
    expect(refused(main(use(score)))).toBe("the argument `n` of `u` may be absent, but `number` is required");
    expect(refused(main(use(ref("made", "inner", "x"))))).toBe("`made.inner` may be undefined where its `x` is read");
    expect(refused(main(use({ kind: "arithmetic", op: "+", left: score, right: literal(1) })))).toBe(
      "an operand of `+` in the argument `n` of `u` may be absent",
    );
    expect(refused(guarded(ref("made", "flag"), []))).toBe("the condition of `b` may be absent, but `boolean` is required");
  });

  it("refuses to read what gives nothing", () => {
    expect(refused(main(task("l", "log"), use(ref("l"))))).toBe("the argument `n` of `u` may be absent, but `number` is required");
  });

  it("refuses a phi that one edge leaves absent", () => {
    const phi = (type: Field) => main(branch("b", literal(true), region([], { x: literal(1) }), region([], { x: score }), { x: type }));
    expect(killers(phi(optional(NUMBER)))).toEqual({});
    expect(refused(phi(field(NUMBER)))).toBe("`x` from `else` of `b` may be absent, but `number` is required");
  });

  it("knows what a condition has ruled out", () => {
    const isThere = compare(score, "!==", absent);
    expect(killers(guarded(isThere, [use(score)]))).toEqual({});
    expect(killers(guarded(not(isThere), [], [use(score)]))).toEqual({});
    expect(killers(guarded(compare(score, "===", absent), [], [use(score)]))).toEqual({});
    expect(killers(guarded({ kind: "and", left: isThere, right: compare(score, ">", literal(1)) }, [use(score)]))).toEqual({});
    expect(killers(main(use({ kind: "conditional", test: isThere, then: score, else: literal(0) })))).toEqual({});
    expect(refused(guarded(isThere, [], [use(score)]))).toBe("the argument `n` of `u` may be absent, but `number` is required");
  });

  it("looks behind the flag that an early return leaves", () => {
    const flag = branch("early", compare(score, "===", absent), region([], { done: literal(true) }), region([], { done: literal(false) }), {
      done: field(BOOLEAN),
    });
    expect(killers(main(flag, branch("rest", not(ref("early", "done")), region([use(score)]))))).toEqual({});
    expect(refused(main(flag, branch("rest", ref("early", "done"), region([use(score)]))))).toContain("may be absent");
  });

  it("tells the members of a union apart by a literal", () => {
    const either: Type = {
      kind: "union",
      members: [objectOf({ ok: { kind: "literal", values: [true] }, n: NUMBER }), objectOf({ ok: { kind: "literal", values: [false] } })],
    };
    const doc = (condition: Value) =>
      document(
        { ...components, either: component({}, either) },
        { main: pipeline(region([task("e", "either"), branch("b", condition, region([use(ref("e", "n"))]))])) },
      );
    expect(killers(doc(compare(ref("e", "ok"), "===", literal(true))))).toEqual({});
    expect(killers(doc(ref("e", "ok")))).toEqual({});
    expect(refused(doc(literal(true)))).toContain("may be absent");
  });

  it("trusts what glue has looked at", () => {
    const looked = glue("typeof score === 'number'", BOOLEAN, { score: { value: score, type: NUMBER, optional: true } });
    expect(killers(guarded(looked, [use(score)]))).toEqual({});
  });

  it("checks what glue was promised", () => {
    expect(refused(main(use(glue("score + 1", NUMBER, { score: { value: score, type: NUMBER } }))))).toBe(
      "the argument `n` of `u` (score in `score + 1`) may be absent, but `number` is required",
    );
  });
});

describe("presence in loops", () => {
  const state = ref("l-state", "last");
  const turns = { type: NUMBER, init: literal(0), next: literal(1) };
  const goOn = compare(ref("l-state", "turns"), "<", literal(1));
  const looping = (carried: LoopNode["carried"], nodes: readonly Node[], test: "before" | "after", ...after: readonly Node[]) =>
    main(loop("l", { turns, ...carried }, goOn, region(nodes), { test }), ...after);
  const last = { type: NUMBER, init: absent, next: literal(1) };

  it("lets what is carried be absent where it is optional, and wants a guard where it is read", () => {
    const carried = { last: { ...last, optional: true } };
    expect(killers(looping(carried, [], "before"))).toEqual({});
    expect(refused(looping(carried, [use(state)], "before"))).toBe("the argument `n` of `u` may be absent, but `number` is required");
    expect(refused(looping(carried, [], "before", use(ref("l", "last"))))).toBe(
      "the argument `n` of `u` may be absent, but `number` is required",
    );
  });

  it("lets it begin as absent before a test that comes after the turn: nobody but the first turn can see that", () => {
    expect(killers(looping({ last }, [], "after", use(ref("l", "last"))))).toEqual({});
    expect(refused(looping({ last }, [use(state)], "after"))).toBe("the argument `n` of `u` may be absent, but `number` is required");
    expect(refused(looping({ last }, [], "before"))).toContain("may be absent");
  });

  it("knows that what a turn has returned is there where its flag says so", () => {
    const carried = {
      done: { type: BOOLEAN, init: literal(false), next: ref("b", "done") },
      value: { type: NUMBER, optional: true, init: absent, next: ref("b", "value") },
    };
    const body = [
      branch("b", ref("made", "flagged"), region([], { done: literal(true), value: literal(1) }), region([], { done: literal(false) }), {
        done: BOOLEAN,
        value: optional(NUMBER),
      }),
    ];
    const made = document(
      { ...components, make: component({}, objectOf({ flagged: BOOLEAN })) },
      {
        main: pipeline(
          region([
            task("made", "make"),
            loop("l", { turns, ...carried }, goOn, region(body)),
            branch("after", ref("l", "done"), region([use(ref("l", "value"))]), region([])),
          ]),
        ),
      },
    );
    expect(killers(made)).toEqual({});
  });
});
