import type { Value } from "@dagwright/protocol";

/** The value with its parts replaced, one level down. */
export function mapChildren(value: Value, go: (part: Value) => Value): Value {
  const record = (fields: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
    Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, go(field)]));
  switch (value.kind) {
    case "literal":
    case "absent":
    case "ref":
      return value;
    case "compare":
    case "and":
    case "or":
    case "arithmetic":
    case "coalesce":
      return { ...value, left: go(value.left), right: go(value.right) };
    case "not":
    case "length":
      return { ...value, operand: go(value.operand) };
    case "template":
      return { ...value, parts: value.parts.map(go) };
    case "conditional":
      return { ...value, test: go(value.test), then: go(value.then), else: go(value.else) };
    case "whenSucceeded":
      return { ...value, value: go(value.value), otherwise: go(value.otherwise) };
    case "glue":
      return {
        ...value,
        roots: Object.fromEntries(Object.entries(value.roots).map(([name, root]) => [name, { ...root, value: go(root.value) }])),
      };
    case "list":
      return { ...value, items: value.items.map(go) };
    case "record":
      return { ...value, fields: record(value.fields) };
  }
}
