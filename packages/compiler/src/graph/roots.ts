/** Roots of glue, cut down to what is read of them. */
import type { Field, GlueRoot, Path, Type, Value } from "@dagwright/protocol";
import type { Expression } from "../frontend/syntax.ts";
import { select } from "./data-value.ts";
import { walk, type Syntax } from "./walk-syntax.ts";

interface Wanted {
  /** Read as a whole here. */
  whole: boolean;
  readonly fields: Map<string, Wanted>;
}

/** A root whose value and type hold only the fields that the code reads by name: `report.auc` of a report. */
export function pruneRoot(
  code: Syntax,
  name: string,
  value: Value,
  { type, optional }: { readonly type: Type; readonly optional: boolean },
): GlueRoot {
  const root: GlueRoot = { value, type, ...(optional ? { optional: true } : {}) };
  if (optional || type.kind !== "object") return root;
  const wanted: Wanted = { whole: false, fields: new Map() };
  for (const path of pathsOf(code, name)) add(wanted, path, type);
  return prune(wanted, value, type) ?? root;
}

function add(wanted: Wanted, path: Path, type: Type): void {
  const [key, ...rest] = path;
  const field = type.kind === "object" && typeof key === "string" ? type.fields[key] : undefined;
  if (field === undefined || typeof key !== "string") {
    wanted.whole = true;
    return;
  }
  let inner = wanted.fields.get(key);
  if (inner === undefined) wanted.fields.set(key, (inner = { whole: false, fields: new Map() }));
  add(inner, field.optional === true ? [] : rest, field.type);
}

function prune(wanted: Wanted, value: Value, type: Type): GlueRoot | undefined {
  if (wanted.whole || type.kind !== "object") return { value, type };
  const values: Record<string, Value> = {};
  const fields: Record<string, Field> = {};
  for (const [key, inner] of wanted.fields) {
    const field = type.fields[key];
    const part = select(value, key);
    if (field === undefined || part === undefined) return undefined;
    const pruned = prune(inner, part, field.type);
    if (pruned === undefined) return undefined;
    values[key] = pruned.value;
    fields[key] = { type: pruned.type, ...(field.optional === true ? { optional: true } : {}) };
  }
  return { value: { kind: "record", fields: values }, type: { kind: "object", fields } };
}

/** How the name is read in the code: the property paths that follow it. */
function pathsOf(code: Syntax, name: string): readonly Path[] {
  const paths: Path[] = [];
  const inChain = new Set<unknown>();
  for (const node of walk(code)) {
    if (node.kind === "property" && !inChain.has(node)) {
      const path: string[] = [];
      let current: Expression = node;
      while (current.kind === "property") {
        inChain.add(current);
        path.unshift(current.name);
        current = current.object;
      }
      if (current.kind === "identifier" && current.name === name) {
        inChain.add(current);
        paths.push(path);
      }
    }
    if (node.kind === "identifier" && node.name === name && !inChain.has(node)) paths.push([]);
    if (node.kind === "object")
      for (const member of node.members)
        if (member.kind === "property" && member.shorthand && member.name === name && member.value.kind !== "identifier") paths.push([]);
  }
  return paths;
}
