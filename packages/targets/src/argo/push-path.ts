import type { Path, Value } from "@dagwright/protocol";
import { readPath } from "@dagwright/protocol";

/** The part of a value at a path, as a value; `undefined` where that takes evaluation. */
export function pushPath(value: Value | undefined, path: Path): Value | undefined {
  const [first, ...rest] = path;
  if (value === undefined || value.kind === "absent") return { kind: "absent" };
  if (first === undefined) return value;
  switch (value.kind) {
    case "ref":
      return { ...value, path: [...value.path, ...path] };
    case "literal": {
      try {
        const part = readPath(value.value, path);
        return part === undefined ? { kind: "absent" } : { kind: "literal", value: part };
      } catch {
        return undefined;
      }
    }
    case "record":
      return typeof first === "string" ? pushPath(Object.hasOwn(value.fields, first) ? value.fields[first] : undefined, rest) : undefined;
    case "list":
      return typeof first === "number" ? pushPath(value.items[first], rest) : undefined;
    case "conditional": {
      const [then, otherwise] = [pushPath(value.then, path), pushPath(value.else, path)];
      return then === undefined || otherwise === undefined ? undefined : { ...value, then, else: otherwise };
    }
    case "whenSucceeded": {
      const [then, otherwise] = [pushPath(value.value, path), pushPath(value.otherwise, path)];
      return then === undefined || otherwise === undefined ? undefined : { ...value, value: then, otherwise };
    }
    case "compare":
    case "and":
    case "or":
    case "not":
    case "arithmetic":
    case "template":
    case "length":
    case "coalesce":
    case "glue":
      return undefined;
  }
}
