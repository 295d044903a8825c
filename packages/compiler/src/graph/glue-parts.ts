/** What glue is made of: the values that code closes over, what is constant among them, and functions and values that it has to make again. */
import { FAILURE_TYPE, RUN_TYPE } from "@dagwright/ir";
import type { GlueRoot, Json, Path, Type, Value } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { TypeResult } from "../frontend/frontend.ts";
import type { Expression } from "../frontend/syntax.ts";
import type { GlueSource, GlueVariable } from "../passes/glue-source.ts";
import type { Definition } from "./definitions.ts";
import { errorTests } from "./glue-failures.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { valueOfDeclaration } from "./module-values.ts";
import { pruneRoot } from "./roots.ts";
import type { Binding } from "./scope.ts";
import { asKnown, symbolic, type Val } from "./values.ts";
import { takesFailure } from "./takes-failure.ts";
import { visibleBinding } from "./visible.ts";
import { walk, type Syntax } from "./walk-syntax.ts";

export interface Parts {
  readonly roots: Map<string, { readonly identity: unknown; readonly root: GlueRoot }>;
  readonly constants: Map<string, { readonly identity: unknown; readonly value: Json }>;
  /** Functions whose code is being put together. */
  readonly open: Set<Expression>;
  /** Variables that a block of statements declares for itself, because it changes them: functions in it find them there. */
  readonly changed: ReadonlySet<Binding>;
  /** What such variables hold before, where it comes from a block that is read more than once. */
  readonly before: Map<Binding, GlueSource>;
  failed: boolean;
}

export const noParts = (changed: ReadonlySet<Binding> = new Set()): Parts => ({
  roots: new Map(),
  constants: new Map(),
  open: new Set(),
  changed,
  before: new Map(),
  failed: false,
});

export const collected = ({ roots, constants }: Parts): { roots: Record<string, GlueRoot>; constants: Record<string, Json> } => ({
  roots: Object.fromEntries([...roots].map(([name, { root }]) => [name, root])),
  constants: Object.fromEntries([...constants].map(([name, { value }]) => [name, value])),
});

export function sourceOf(it: Interpreter, expression: Expression, place: Place, as: GlueSource["as"], parts: Parts): GlueSource {
  return { expression, as, select: [], ...closureOf(it, expression, awaitsIn(it, expression, place), place, parts) };
}

/** What code closes over; `awaited` is in it and evaluated beforehand. */
export function closureOf(
  it: Interpreter,
  code: Syntax,
  awaited: readonly Expression[],
  place: Place,
  parts: Parts,
): Pick<GlueSource, "roots" | "constants" | "locals" | "holes"> {
  const roots: Record<string, string> = {};
  const constants: Record<string, string> = {};
  const locals: { name: string; source: GlueSource }[] = [];
  const tests = errorTests(it, code, place);
  const holes = [...awaited, ...tests.map(({ test }) => test)];
  const filled = holes.map((hole, index) => {
    const val = tests.find(({ test }) => test === hole)?.val ?? it.evaluate(hole, place, {});
    const open = openList(it, hole, undefined);
    const root = addRoot(it, parts, `awaited${index === 0 ? "" : index + 1}`, hole, val, hole, place, open && { code: hole, type: open });
    return { expression: hole, root, ...(open === undefined ? {} : { isOpen: true }) };
  });
  const names = it.frontend.freeNames(code);
  const shared = sharedBlocks(it, names, place, parts);
  locals.push(...shared.locals);
  for (const { name, uses, declaration } of names) {
    const outside = uses.filter((use) => !holes.some((hole) => contains(hole, use)));
    const [use] = outside;
    if (use === undefined) continue;
    const binding = place.scope.find(name);
    const part = binding === undefined ? undefined : shared.parts.get(binding);
    if (binding !== undefined && parts.changed.has(binding)) {
      if (part !== undefined) parts.before.set(binding, part);
      continue;
    }
    if (part !== undefined) {
      locals.push({ name, source: part });
      continue;
    }
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
          code,
          type: { type: RUN_TYPE, optional: false },
        });
      }
    } else {
      const opaque = val.kind === "symbolic" && val.value.kind === "ref" ? it.definitions.of(val.value) : undefined;
      if (opaque?.isOpaque === true) locals.push({ name, source: take(opaque, pathOf(val), parts) });
      else if (openList(it, use, binding) !== undefined) locals.push({ name, source: openPart(it, parts, name, val, use, binding, place) });
      else
        roots[name] = addRoot(it, parts, name, identity, val, use, place, {
          code,
          type: val.kind === "symbolic" && val.isError === true ? { type: FAILURE_TYPE, optional: false } : declaredType(it, binding),
        });
    }
  }
  return { roots, constants, locals, holes: filled };
}

/** The type a variable was declared with: what TypeScript has narrowed it to may be more than the graph can prove. */
export function declaredType(it: Interpreter, binding: Binding | undefined): TypeResult | undefined {
  const result = binding === undefined ? undefined : it.frontend.variableType(binding.handle);
  return result !== undefined && "type" in result ? result : undefined;
}

type Typed = Extract<TypeResult, { readonly type: Type }>;

/** A list whose items may be `undefined`: on the way there is `null` in their place, which glue turns back. */
function openList(it: Interpreter, use: Expression, binding: Binding | undefined): Typed | undefined {
  const type = it.frontend.listWithNull(binding?.handle ?? use.handle);
  return type === undefined ? undefined : { type, optional: false };
}

export function openPart(
  it: Interpreter,
  parts: Parts,
  name: string,
  val: Val,
  use: Expression,
  binding: Binding | undefined,
  place: Place,
): GlueSource {
  const type = openList(it, use, binding);
  const key = addRoot(it, parts, name, binding ?? use, val, use, place, type && { code: use, type });
  return { ...codeOf(use, OPEN_LIST), roots: { list: key } };
}

const OPEN_LIST = "list.map((item) => item ?? undefined)";

/** A block of which several variables are read runs once for all of them. */
function sharedBlocks(
  it: Interpreter,
  names: ReturnType<Interpreter["frontend"]["freeNames"]>,
  place: Place,
  parts: Parts,
): { readonly locals: GlueSource["locals"]; readonly parts: ReadonlyMap<Binding, GlueSource> } {
  const reads = names.flatMap(({ name, uses: [use] }) => {
    const binding = use?.kind === "identifier" ? visibleBinding(it, use, place) : place.scope.find(name);
    const val = binding === undefined ? undefined : place.frame.valueOf(binding);
    const definition = val?.kind === "symbolic" && val.value.kind === "ref" ? it.definitions.of(val.value) : undefined;
    if (binding === undefined || val === undefined || definition?.source.block === undefined) return [];
    const path = definition.only === undefined ? pathOf(val) : [definition.only, ...pathOf(val)];
    return path.length === 0 ? [] : [{ binding, path, whole: definition.whole ?? definition }];
  });
  const locals: { name: string; source: GlueSource }[] = [];
  const found = new Map<Binding, GlueSource>();
  for (const [whole, members] of Map.groupBy(reads, (read) => read.whole)) {
    if (members.length < 2) continue;
    const name = `$${whole.id.slice(1)}`;
    locals.push({ name, source: whole.isOpaque ? take(whole, [], parts) : ofWhole(whole, parts) });
    for (const { binding, path } of members) found.set(binding, { ...codeOf(whole.source.expression, name), select: path });
  }
  return { locals, parts: found };
}

const codeOf = (expression: Expression, code: string): GlueSource => ({
  expression,
  code,
  as: "value",
  select: [],
  roots: {},
  constants: {},
  locals: [],
  holes: [],
});

function ofWhole(whole: Definition, parts: Parts): GlueSource {
  if (!("type" in whole.type)) throw new TypeError("it has no schema");
  const root = rootOf({ kind: "ref", node: whole.id, path: [] }, whole.type);
  return {
    ...codeOf(whole.source.expression, "whole"),
    roots: { whole: keyFor(parts.roots, whole.name ?? "loop", whole.id, { identity: whole.id, root }) },
  };
}

export const pathOf = (val: Val): Path => (val.kind === "symbolic" && val.value.kind === "ref" ? val.value.path : []);

/** Glue without a schema is computed again inside the glue that reads it. */
export function take(definition: Definition, path: Path, parts: Parts): GlueSource {
  const rename = (names: Readonly<Record<string, string>>, add: (name: string, key: string) => string): Record<string, string> =>
    Object.fromEntries(Object.entries(names).map(([name, key]) => [name, add(name, key)]));
  const rootAgain = (name: string, key: string): string => {
    const root = definition.roots[key];
    const identity = JSON.stringify(root?.value);
    return root === undefined ? key : keyFor(parts.roots, name, identity, { identity, root });
  };
  const constantAgain = (name: string, key: string): string => {
    const value = definition.constants[key];
    const identity = JSON.stringify(value);
    return value === undefined ? key : keyFor(parts.constants, name, identity, { identity, value });
  };
  const variableAgain = (variable: GlueVariable): GlueVariable => {
    const { name, from } = variable;
    switch (from?.kind) {
      case "root":
        return { ...variable, from: { ...from, key: rootAgain(name, from.key) } };
      case "constant":
        return { ...variable, from: { ...from, key: constantAgain(name, from.key) } };
      case "source":
        return { ...variable, from: { ...from, source: again(from.source) } };
      case undefined:
        return variable;
    }
  };
  const again = (source: GlueSource): GlueSource => ({
    ...source,
    roots: rename(source.roots, rootAgain),
    constants: rename(source.constants, constantAgain),
    locals: source.locals.map((local) => ({ ...local, source: again(local.source) })),
    holes: source.holes.map((hole) => ({ ...hole, root: rootAgain(hole.root, hole.root) })),
    ...(source.block === undefined ? {} : { block: { ...source.block, variables: source.block.variables.map(variableAgain) } }),
  });
  const source = again(definition.source);
  return path.length === 0 ? source : { ...source, select: [...source.select, ...path] };
}

export function addRoot(
  it: Interpreter,
  parts: Parts,
  name: string,
  identity: unknown,
  val: Val,
  use: Expression,
  place: Place,
  within: { readonly code: Syntax; readonly type: TypeResult | undefined } | undefined,
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
    const [problem] = result.problems;
    it.report(body("DW2111", use, { text: use.text, reason: problem?.reason ?? "has no schema", help: problem?.help }));
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
  const root = within === undefined ? rootOf(value, result) : pruneRoot(within.code, name, value, result);
  if (isError && root.value === value) {
    it.report(body("DW2113", use, use));
    parts.failed = true;
  }
  return keyFor(parts.roots, name, identity, { identity, root });
}

export const rootOf = (value: Value, { type, optional }: { readonly type: Type; readonly optional: boolean }): GlueRoot => ({
  value,
  type,
  ...(optional ? { optional: true } : {}),
});

export const addConstant = (parts: Parts, name: string, identity: unknown, value: Json): string =>
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
    takesFailure(it, node, place) ||
    ((node.kind === "conditional" || (node.kind === "binary" && (node.op === "&&" || node.op === "||" || node.op === "??"))) &&
      it.startsSteps(node, place));
  for (const node of walk(expression, (part) => part.kind !== "function" && !(isExpression(part) && isHole(part))))
    if (isExpression(node) && isHole(node)) found.push(node);
  return found;
}

const isExpression = (node: Expression | { readonly kind: string }): node is Expression =>
  node.kind === "await" || node.kind === "call" || node.kind === "conditional" || node.kind === "binary";

function contains(outer: Expression, inner: Expression): boolean {
  const before = (a: readonly [number, number], b: readonly [number, number]): boolean => a[0] < b[0] || (a[0] === b[0] && a[1] <= b[1]);
  return outer.span.file === inner.span.file && before(outer.span.start, inner.span.start) && before(inner.span.end, outer.span.end);
}
