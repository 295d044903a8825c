import { evaluate, parseArgument, readPath, type Glue, type Json, type Value } from "@dagwright/protocol";
import type { ReadScope } from "@dagwright/ir";
import { expect, test } from "vitest";
import { argumentText } from "./argument.ts";

const values: Readonly<Record<string, Json>> = { a: { n: 1, text: "$(X) {{y}}\n", none: null }, b: [1, 2, 3] };
const scope: ReadScope = {
  read(ref) {
    if (!Object.hasOwn(values, ref.node)) throw new TypeError(`${ref.node} did not succeed`);
    return readPath(values[ref.node], ref.path);
  },
  succeeded: (node) => Object.hasOwn(values, node),
};
const ref = (node: string, ...path: (string | number)[]): Value & { kind: "ref" } => ({ kind: "ref", node, path });
const glue = (roots: Record<string, ReturnType<typeof ref>>): Glue => ({
  kind: "glue",
  glue: "0".repeat(64),
  export: "f",
  roots: Object.fromEntries(Object.entries(roots).map(([name, root]) => [name, { value: root, type: { kind: "null" } }])),
  constants: {},
  type: { kind: "null" },
  place: "consumer",
  source: "f(…)",
  span: { file: "a.ts", start: [1, 1], end: [1, 2] },
});

/** As the wrapper would: roots are lines. */
function evaluateText(text: string): Json | undefined {
  const argument = parseArgument(text);
  if (argument.kind !== "program") throw new Error(`${argument.kind} is no program`);
  return evaluate(argument.value, {
    read: (root) => {
      const line = parseArgument(argument.roots[Number(root.node)] ?? "");
      return readPath(line.kind === "json" ? line.value : undefined, root.path);
    },
    succeeded: () => {
      throw new Error("asked in the step");
    },
    glue: (_glue, roots) => JSON.stringify(roots),
  });
}

test("a plain value is evaluated here", () => {
  expect(JSON.parse(argumentText({ kind: "record", fields: { n: ref("a", "n"), gone: ref("a", "gone") } }, scope))).toEqual({ n: 1 });
  expect(argumentText({ kind: "absent" }, scope)).toBe("");
});

test("text that templates would read is escaped and means the same", () => {
  const text = argumentText(ref("a", "text"), scope);
  expect(text).not.toMatch(/\$|\{\{/u);
  expect(JSON.parse(text)).toBe(values["a"] !== null && "$(X) {{y}}\n");
});

test("a program carries what it reads, each once", () => {
  const text = argumentText({ kind: "list", items: [glue({ x: ref("a", "n"), y: ref("b") }), ref("b")] }, scope);
  expect(text.split("\n")).toHaveLength(3);
  expect(evaluateText(text)).toEqual(['{"x":1,"y":[1,2,3]}', [1, 2, 3]]);
});

test("a path that leads nowhere throws only where it is followed", () => {
  const deep = ref("a", "none", "deeper");
  const guarded: Value = { kind: "conditional", test: { kind: "literal", value: false }, then: deep, else: glue({}) };
  expect(evaluateText(argumentText(guarded, scope))).toBe("{}");
  expect(() => evaluateText(argumentText({ kind: "list", items: [deep, glue({})] }, scope))).toThrow('cannot read "deeper" of null');
});

test("whether a node succeeded is decided before the program leaves", () => {
  const choice: Value = { kind: "whenSucceeded", node: "lost", value: ref("lost"), otherwise: glue({ x: ref("a", "n") }) };
  expect(evaluateText(argumentText(choice, scope))).toBe('{"x":1}');
});
