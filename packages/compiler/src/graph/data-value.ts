import type { Json, Value } from "@dagwright/protocol";
import { asKnown, type Val } from "./values.ts";

/** The value of a symbol that is data through and through; undefined = it holds a promise, a function, glue. */
export function dataValue(val: Val): Value | undefined {
  const constant = asKnown(val);
  if (constant !== undefined) return literalOf(constant.value);
  if (val.kind === "symbolic") return val.value;
  if (val.kind === "list") {
    const items = val.items.map(dataValue);
    return items.every((item) => item !== undefined) ? { kind: "list", items } : undefined;
  }
  if (val.kind === "record") {
    const fields: Record<string, Value> = {};
    for (const [name, field] of val.fields) {
      const value = dataValue(field);
      if (value === undefined) return undefined;
      if (value.kind !== "absent") fields[name] = value;
    }
    return { kind: "record", fields };
  }
  return undefined;
}

export const literalOf = (value: Json | undefined): Value => (value === undefined ? { kind: "absent" } : { kind: "literal", value });

/** A property of a value, as far as expressions can tell it; undefined = only glue could. */
export function select(value: Value, key: string | number): Value | undefined {
  switch (value.kind) {
    case "ref":
      return { ...value, path: [...value.path, key] };
    case "record":
      return typeof key === "string" ? (value.fields[key] ?? { kind: "absent" }) : undefined;
    case "list":
      return typeof key === "number" ? (value.items[key] ?? { kind: "absent" }) : undefined;
    case "literal": {
      const inner: unknown = value.value;
      if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, key)) return { kind: "absent" };
      return Array.isArray(value.value)
        ? literalOf(value.value[Number(key)])
        : literalOf(Object.entries(value.value ?? {}).find(([name]) => name === String(key))?.[1]);
    }
    case "conditional": {
      const [then, otherwise] = [select(value.then, key), select(value.else, key)];
      return then === undefined || otherwise === undefined ? undefined : { ...value, then, else: otherwise };
    }
    case "whenSucceeded": {
      const [inner, otherwise] = [
        select(value.value, key),
        value.otherwise.kind === "absent" ? value.otherwise : select(value.otherwise, key),
      ];
      return inner === undefined || otherwise === undefined ? undefined : { ...value, value: inner, otherwise };
    }
    case "coalesce": {
      const [left, right] = [select(value.left, key), select(value.right, key)];
      if (left === undefined || right === undefined) return undefined;
      return { kind: "conditional", test: isNullish(value.left), then: right, else: left };
    }
    case "absent":
      return value;
    default:
      return undefined;
  }
}

/** Whether a value is `null` or absent. */
export const isNullish = (value: Value): Value => ({
  kind: "or",
  left: { kind: "compare", op: "===", left: value, right: { kind: "absent" } },
  right: { kind: "compare", op: "===", left: value, right: { kind: "literal", value: null } },
});
