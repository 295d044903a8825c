/** Turning a pure expression into glue: what it reads, what is constant in it, what comes out. */
import { FAILURE_TYPE, RUN_TYPE } from "@dagwright/ir";
import type { GlueRoot, Json, Type, Value } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { TypeResult } from "../frontend/frontend.ts";
import type { Expression, Pattern } from "../frontend/syntax.ts";
import type { GlueSource } from "../passes/glue-source.ts";
import type { Definition } from "./definitions.ts";
import { checkEffects } from "./effects.ts";
import { endlessNumber } from "./endless-number.ts";
import { errorTests } from "./glue-failures.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { valueOfDeclaration } from "./module-values.ts";
import { pruneRoot } from "./roots.ts";
import type { Binding } from "./scope.ts";
import { asKnown, POISON, symbolic, type Val } from "./values.ts";
import { walk } from "./walk-syntax.ts";

/** Glue gets an entry of its own, called like the variable that holds it; other values stay as they are. */
export function nameDefinition(it: Interpreter, val: Val, name: string | undefined, place: Place): Val {
  switch (val.kind) {
    case "glue": {
      const defined = define(it, val.expression, { ...place, scope: val.scope }, "value");
      if (name !== undefined && defined.kind === "symbolic" && defined.value.kind === "ref") {
        const definition = it.definitions.of(defined.value);
        if (definition !== undefined) definition.name ??= name;
      }
      return defined;
    }
    case "list":
      // In place: whoever holds the list sees the same items.
      for (const [index, item] of val.items.entries()) val.items[index] = nameDefinition(it, item, name, place);
      return val;
    case "record":
      return { kind: "record", fields: new Map([...val.fields].map(([key, field]) => [key, nameDefinition(it, field, key, place)])) };
    default:
      return val;
  }
}

/** The entry for an expression, read by a reference to it. */
export function define(it: Interpreter, expression: Expression, place: Place, as: GlueSource["as"]): Val {
  if (checkEffects(it, expression, place)) return POISON;
  const parts: Parts = { roots: new Map(), constants: new Map(), open: new Set(), failed: false };
  const source = sourceOf(it, expression, place, as, parts);
  if (parts.failed) return POISON;
  const endless = endlessNumber(it, expression);
  const type: TypeResult =
    endless !== undefined
      ? notInJson(endless)
      : as === "boolean"
        ? { type: { kind: "boolean" }, optional: false }
        : it.frontend.typeOf(expression);
  const definition = it.definitions.add({
    source,
    roots: Object.fromEntries([...parts.roots].map(([name, root]) => [name, root.root])),
    constants: Object.fromEntries([...parts.constants].map(([name, constant]) => [name, constant.value])),
    type,
    isOpaque: !("type" in type),
    text: expression.text,
    span: expression.span,
    frame: place.frame,
    at: it.now(),
  });
  return symbolic({ kind: "ref", node: definition.id, path: [] });
}

/** Glue that reads it holds it; nothing else can. */
const notInJson = (number: string): TypeResult => ({
  problems: [
    { code: "notJson", path: "", reason: `has no place in JSON; use \`null\`, or a number such as \`${LIMITS.get(number) ?? "0"}\`` },
  ],
});
const LIMITS: ReadonlyMap<string, string> = new Map([
  ["Infinity", "Number.MAX_VALUE"],
  ["-Infinity", "-Number.MAX_VALUE"],
]);

/** The entry for a value that the program has no expression for: code of our own over another value, called `value`. */
export function defineCode(
  it: Interpreter,
  at: Pick<Pattern, "span" | "text" | "handle">,
  code: string,
  source: { readonly value: Value; readonly type: Extract<TypeResult, { readonly type: Type }> },
  type: TypeResult,
  place: Place,
): Val {
  const { span, text, handle } = at;
  const definition = it.definitions.add({
    source: {
      expression: { span, text, handle, kind: "other", words: "the rest of a pattern" },
      code,
      as: "value",
      select: [],
      roots: { value: "value" },
      constants: {},
      locals: [],
      holes: [],
    },
    roots: { value: rootOf(source.value, source.type) },
    constants: {},
    type,
    isOpaque: false,
    text,
    span,
    frame: place.frame,
    at: it.now(),
  });
  return symbolic({ kind: "ref", node: definition.id, path: [] });
}

interface Parts {
  readonly roots: Map<string, { readonly identity: unknown; readonly root: GlueRoot }>;
  readonly constants: Map<string, { readonly identity: unknown; readonly value: Json }>;
  /** Functions whose code is being put together. */
  readonly open: Set<Expression>;
  failed: boolean;
}

function sourceOf(it: Interpreter, expression: Expression, place: Place, as: GlueSource["as"], parts: Parts): GlueSource {
  const roots: Record<string, string> = {};
  const constants: Record<string, string> = {};
  const locals: { name: string; source: GlueSource }[] = [];
  const tests = errorTests(it, expression, place);
  const holes = [...awaitsIn(it, expression, place), ...tests.map(({ test }) => test)];
  const filled = holes.map((hole, index) => {
    const val = tests.find(({ test }) => test === hole)?.val ?? it.evaluate(hole, place, {});
    const root = addRoot(it, parts, `awaited${index === 0 ? "" : index + 1}`, hole, val, hole, place, undefined);
    return { expression: hole, root };
  });
  for (const { name, uses, declaration } of it.frontend.freeNames(expression)) {
    const outside = uses.filter((use) => !holes.some((hole) => contains(hole, use)));
    const [use] = outside;
    if (use === undefined) continue;
    const binding = place.scope.find(name);
    let val: Val;
    if (binding !== undefined) val = place.frame.valueOf(binding);
    else if (declaration === undefined || declaration.kind === "global" || declaration.kind === "local") continue;
    else val = valueOfDeclaration(it, declaration, use);
    // A module's own constant that is no plain data, such as a list of patterns, is taken along by its symbol.
    if (declaration?.kind === "moduleVariable" && (val.kind === "list" || val.kind === "record") && asKnown(val) === undefined) continue;
    const identity = binding ?? declaration;
    const constant = val.kind === "function" || val.kind === "named" ? undefined : asKnown(val);
    if (constant?.value !== undefined) constants[name] = addConstant(parts, name, identity, constant.value);
    else if (val.kind === "function") {
      // A function that calls itself finds its own name around it.
      if (val.module || parts.open.has(val.fn)) continue;
      parts.open.add(val.fn);
      locals.push({ name, source: sourceOf(it, val.fn, { ...place, scope: val.scope }, "value", parts) });
      parts.open.delete(val.fn);
    } else if (val.kind === "named") {
      if (val.declaration.kind === "surface" && val.declaration.name === "run") {
        roots[name] = addRoot(it, parts, name, "run", symbolic({ kind: "ref", node: "run", path: [] }), use, place, {
          expression,
          type: { type: RUN_TYPE, optional: false },
        });
      }
    } else {
      const opaque = val.kind === "symbolic" && val.value.kind === "ref" ? it.definitions.of(val.value) : undefined;
      if (opaque?.isOpaque === true) locals.push({ name, source: take(opaque, parts) });
      else
        roots[name] = addRoot(it, parts, name, identity, val, use, place, {
          expression,
          type: val.kind === "symbolic" && val.isError === true ? { type: FAILURE_TYPE, optional: false } : declaredType(it, binding),
        });
    }
  }
  return { expression, as, select: [], roots, constants, locals, holes: filled };
}

/** The type a variable was declared with: what TypeScript has narrowed it to may be more than the graph can prove. */
function declaredType(it: Interpreter, binding: Binding | undefined): TypeResult | undefined {
  const result = binding === undefined ? undefined : it.frontend.variableType(binding.handle);
  return result !== undefined && "type" in result ? result : undefined;
}

/** Glue without a schema is computed again inside the glue that reads it. */
function take(definition: Definition, parts: Parts): GlueSource {
  const rename = (names: Readonly<Record<string, string>>, add: (name: string, key: string) => string): Record<string, string> =>
    Object.fromEntries(Object.entries(names).map(([name, key]) => [name, add(name, key)]));
  const again = (source: GlueSource): GlueSource => ({
    ...source,
    roots: rename(source.roots, (name, key) => {
      const root = definition.roots[key];
      return root === undefined
        ? key
        : keyFor(parts.roots, name, JSON.stringify(root.value), { identity: JSON.stringify(root.value), root });
    }),
    constants: rename(source.constants, (name, key) => {
      const value = definition.constants[key];
      return value === undefined ? key : keyFor(parts.constants, name, JSON.stringify(value), { identity: JSON.stringify(value), value });
    }),
    locals: source.locals.map((local) => ({ ...local, source: again(local.source) })),
    holes: source.holes.map((hole) => {
      const root = definition.roots[hole.root];
      return root === undefined
        ? hole
        : { ...hole, root: keyFor(parts.roots, hole.root, JSON.stringify(root.value), { identity: JSON.stringify(root.value), root }) };
    }),
  });
  return again(definition.source);
}

function addRoot(
  it: Interpreter,
  parts: Parts,
  name: string,
  identity: unknown,
  val: Val,
  use: Expression,
  place: Place,
  within: { readonly expression: Expression; readonly type: TypeResult | undefined } | undefined,
): string {
  if (
    val.kind === "poison" ||
    val.kind === "started" ||
    val.kind === "asyncCall" ||
    val.kind === "each" ||
    val.kind === "all" ||
    val.kind === "step" ||
    val.kind === "unreadable"
  ) {
    it.toValue(val, use, use.span, place);
    parts.failed = true;
    return name;
  }
  const result = within?.type ?? (val.kind === "symbolic" ? val.type : undefined) ?? it.frontend.typeOf(use);
  if (!("type" in result)) {
    it.report(body("DW2111", use, { text: use.text, reason: result.problems[0]?.reason ?? "has no schema" }));
    parts.failed = true;
    return name;
  }
  const known = asKnown(val);
  const isError = val.kind === "symbolic" && val.isError === true;
  const value: Value = isError
    ? val.value
    : known !== undefined && known.value === undefined
      ? { kind: "absent" }
      : it.toValue(val, use, use.span, place);
  const root = within === undefined ? rootOf(value, result) : pruneRoot(within.expression, name, value, result);
  if (isError && root.value === value) {
    it.report(body("DW2113", use, use));
    parts.failed = true;
  }
  return keyFor(parts.roots, name, identity, { identity, root });
}

const rootOf = (value: Value, { type, optional }: { readonly type: Type; readonly optional: boolean }): GlueRoot => ({
  value,
  type,
  ...(optional ? { optional: true } : {}),
});

const addConstant = (parts: Parts, name: string, identity: unknown, value: Json): string =>
  keyFor(parts.constants, name, identity, { identity, value });

/** The name, or another if something else has it already. */
function keyFor<T extends { readonly identity: unknown }>(entries: Map<string, T>, wanted: string, identity: unknown, entry: T): string {
  for (let count = 1; ; count += 1) {
    const key = count === 1 ? wanted : `${wanted}${count}`;
    const taken = entries.get(key);
    if (taken === undefined) entries.set(key, entry);
    if (taken === undefined || taken.identity === identity) return key;
  }
}

/** What has to be awaited before the glue runs, functions in it not looked into. */
function awaitsIn(it: Interpreter, expression: Expression, place: Place): readonly Expression[] {
  const found: Expression[] = [];
  const isHole = (node: Expression): boolean =>
    node.kind === "await" ||
    ((node.kind === "conditional" || (node.kind === "binary" && (node.op === "&&" || node.op === "||" || node.op === "??"))) &&
      it.startsSteps(node, place));
  for (const node of walk(expression, (part) => part.kind !== "function" && !(isExpression(part) && isHole(part))))
    if (isExpression(node) && isHole(node)) found.push(node);
  return found;
}

const isExpression = (node: Expression | { readonly kind: string }): node is Expression =>
  node.kind === "await" || node.kind === "conditional" || node.kind === "binary";

function contains(outer: Expression, inner: Expression): boolean {
  const before = (a: readonly [number, number], b: readonly [number, number]): boolean => a[0] < b[0] || (a[0] === b[0] && a[1] <= b[1]);
  return outer.span.file === inner.span.file && before(outer.span.start, inner.span.start) && before(inner.span.end, outer.span.end);
}
