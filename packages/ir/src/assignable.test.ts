import type { Type } from "@dagwright/protocol";
import { describe, expect, it } from "vitest";
import { isAssignable, misfitOf } from "./assignable.ts";
import { arrayOf, artifact, BOOLEAN, NUMBER, objectOf, optional, STRING } from "./testing/build.ts";

const literals = (...values: readonly (string | number | boolean)[]): Type => ({ kind: "literal", values });
const union = (...members: readonly Type[]): Type => ({ kind: "union", members });
const NULL: Type = { kind: "null" };
const DATE: Type = { kind: "date" };
const tuple = (...items: readonly Type[]): Type => ({ kind: "tuple", items });
const record = (values: Type): Type => ({ kind: "record", values });
const named = (name: string): Type => ({ kind: "named", name });

const types = {
  Tree: objectOf({ value: NUMBER, children: arrayOf(named("Tree")) }),
  Bush: objectOf({ value: NUMBER, children: arrayOf(named("Bush")), colour: STRING }),
  Self: named("Self"),
  Json: union(STRING, named("JsonObject"), arrayOf(named("Json"))),
  // As the union that its name stands for, as TypeScript gives it.
  JsonObject: record(union(named("JsonObject"), arrayOf(named("Json")), STRING)),
};

describe("isAssignable", () => {
  it.each<[Type, Type]>([
    [NUMBER, { kind: "number", integer: true, minimum: 0 }],
    [literals("a"), STRING],
    [literals("a"), literals("a", "b")],
    [literals(true, false), BOOLEAN],
    [BOOLEAN, literals(true, false)],
    [BOOLEAN, union(literals(true), literals(false), NULL)],
    [NUMBER, union(STRING, NUMBER)],
    [union(STRING, NUMBER), union(NUMBER, NULL, STRING)],
    [artifact("Model"), artifact("")],
    [tuple(NUMBER, literals(1)), arrayOf(NUMBER)],
    [tuple(), arrayOf(STRING)],
    [objectOf({ a: NUMBER, b: STRING }), objectOf({ a: NUMBER })],
    [objectOf({ a: NUMBER }), objectOf({ a: NUMBER, b: optional(STRING) })],
    [objectOf({ a: NUMBER }), record(NUMBER)],
    [record(NUMBER), objectOf({ a: optional(NUMBER) })],
    [objectOf({ s: literals("a", "b") }), union(objectOf({ s: literals("a") }), objectOf({ s: literals("b") }))],
    [named("Bush"), named("Tree")],
    [named("Tree"), objectOf({ children: arrayOf(objectOf({ value: NUMBER })) })],
    [named("Nothing"), NUMBER],
    [named("Json"), union(arrayOf(named("Json")), named("JsonObject"), STRING)],
    [named("JsonObject"), named("Json")],
    [named("Self"), NUMBER],
  ])("takes %j for %j", (from, to) => {
    expect(misfitOf(from, to, types)).toBeUndefined();
  });

  it.each<[Type, Type]>([
    [STRING, NUMBER],
    [STRING, DATE],
    [DATE, STRING],
    [STRING, literals("a")],
    [literals("a", "c"), literals("a", "b")],
    [union(NUMBER, NULL), NUMBER],
    [NULL, NUMBER],
    [artifact("Model"), artifact("Dataset")],
    [artifact(""), artifact("Dataset")],
    [arrayOf(NUMBER), tuple(NUMBER)],
    [arrayOf(STRING), arrayOf(NUMBER)],
    [objectOf({}), objectOf({ a: NUMBER })],
    [objectOf({ a: optional(NUMBER) }), objectOf({ a: NUMBER })],
    [record(NUMBER), objectOf({ a: NUMBER })],
    [objectOf({ s: literals("a", "c") }), union(objectOf({ s: literals("a") }), objectOf({ s: literals("b") }))],
    [named("Tree"), named("Bush")],
  ])("refuses %j for %j", (from, to) => {
    expect(isAssignable(from, to, types)).toBe(false);
  });

  it("says where it does not fit", () => {
    expect(misfitOf(objectOf({ a: arrayOf(objectOf({ b: STRING })) }), objectOf({ a: arrayOf(objectOf({ b: NUMBER })) }), types)).toEqual({
      path: ".a[].b",
      found: "string",
      wanted: "number",
    });
    expect(misfitOf(objectOf({}), objectOf({ a: NUMBER }), types)).toEqual({ path: ".a", found: "undefined", wanted: "number" });
  });
});
