/** What conditions say about the values that are read under them, as TypeScript's narrowing does. */
import { refsOf, type Json, type Path, type Ref, type Value } from "@dagwright/protocol";
import type { Node, Region } from "./model.ts";
import { own } from "./own.ts";
import { nodeIn } from "./scope.ts";
import { blocksIn, type Block } from "./walk.ts";

export type Fact = { readonly node: string; readonly path: Path } & (
  | { readonly kind: "notAbsent" }
  | { readonly kind: "notNull" }
  | { readonly kind: "equals"; readonly value: Json }
  | { readonly kind: "differs"; readonly value: Json }
  /** Glue has looked at it: what it proved cannot be known here, so what is read under it is trusted, and checked when it crosses a boundary. */
  | { readonly kind: "trusted" }
);

/** Flags that were looked behind already: each once, however many conditions lead to it. */
type Seen = Set<string>;
const MOST_FLAGS = 100;

/** What is known where `condition` came out as `truth`. */
export function factsOf(condition: Value, truth: boolean, block: Block, seen: Seen = new Set()): readonly Fact[] {
  const go = (value: Value, isTrue: boolean): readonly Fact[] => factsOf(value, isTrue, block, seen);
  switch (condition.kind) {
    case "not":
      return go(condition.operand, !truth);
    case "and":
      return truth ? [...go(condition.left, true), ...go(condition.right, true), ...together(condition, true, go)] : mentions(condition);
    case "or":
      return truth ? mentions(condition) : [...go(condition.left, false), ...go(condition.right, false), ...together(condition, false, go)];
    case "compare":
      if (condition.op === "===" || condition.op === "!==") {
        const same = (condition.op === "===") === truth;
        return equality(condition.left, condition.right, same) ?? chosen([{ left: condition.left, right: condition.right, same }], go);
      }
      return truth ? [...present(condition.left), ...present(condition.right)] : [];
    case "coalesce":
      return truth && condition.right.kind === "literal" && condition.right.value === false
        ? [...present(condition.left), ...go(condition.left, true)]
        : [];
    case "ref":
      return [{ ...place(condition), kind: "equals", value: truth }, ...behind(condition, truth, block, seen)];
    case "glue":
      return mentions(condition);
    case "conditional": {
      const { test, then, else: otherwise } = condition;
      if (!canBe(then, truth)) return [...go(test, false), ...go(otherwise, truth)];
      return canBe(otherwise, truth) ? [] : [...go(test, true), ...go(then, truth)];
    }
    case "whenSucceeded":
    case "literal":
    case "absent":
    case "arithmetic":
    case "template":
    case "length":
    case "list":
    case "record":
      return [];
  }
}

/** What a condition comes out as where these facts hold; undefined = either way. */
export function decided(condition: Value, facts: readonly Fact[]): boolean | undefined {
  switch (condition.kind) {
    case "not": {
      const inner = decided(condition.operand, facts);
      return inner === undefined ? undefined : !inner;
    }
    case "and":
    case "or": {
      const sides = [decided(condition.left, facts), decided(condition.right, facts)];
      const decides = condition.kind === "or";
      return sides.includes(decides) ? decides : sides.includes(undefined) ? undefined : !decides;
    }
    case "compare": {
      const { left, right, op } = condition;
      if (left.kind !== "ref" || (op !== "===" && op !== "!==")) return undefined;
      const isNot = facts.some((fact) => {
        if (fact.node !== left.node || fact.kind === "trusted") return false;
        if (!left.path.every((key, index) => key === fact.path[index])) return false;
        const isHere = fact.path.length === left.path.length;
        // What has a part that is there is there itself.
        const isNothing = right.kind === "absent" || (right.kind === "literal" && right.value === null);
        if (!isHere) return isNothing && (fact.kind === "notAbsent" || fact.kind === "equals");
        if (right.kind === "absent") return isHere && (fact.kind === "notAbsent" || fact.kind === "equals");
        return isHere && right.kind === "literal" && right.value === null && fact.kind === "notNull";
      });
      return isNot ? op === "!==" : undefined;
    }
    default:
      return undefined;
  }
}

const place = (ref: Ref): { readonly node: string; readonly path: Path } => ({ node: ref.node, path: ref.path });
const present = (value: Value): readonly Fact[] =>
  value.kind === "ref"
    ? [
        { ...place(value), kind: "notAbsent" },
        { ...place(value), kind: "notNull" },
      ]
    : [];

/** Every reference that glue somewhere in the condition has read. */
function mentions(condition: Value): readonly Fact[] {
  if (condition.kind === "glue") return refsOf(condition).map((ref): Fact => ({ ...place(ref), kind: "trusted" }));
  if (condition.kind === "and" || condition.kind === "or") return [...mentions(condition.left), ...mentions(condition.right)];
  return condition.kind === "not" ? mentions(condition.operand) : [];
}

type Go = (value: Value, truth: boolean) => readonly Fact[];
interface Comparison {
  readonly left: Value;
  readonly right: Value;
  readonly same: boolean;
}

/** Of a choice that is compared, once or more often: where only one of its sides can have come out so, that side was taken. */
function chosen(comparisons: readonly Comparison[], go: Go): readonly Fact[] {
  const [first] = comparisons;
  if (first === undefined) return [];
  if (first.left.kind !== "conditional")
    return first.right.kind === "conditional"
      ? chosen(
          comparisons.map(({ left, right, same }) => ({ left: right, right: left, same })),
          go,
        )
      : [];
  const { test, then, else: otherwise } = first.left;
  const canBeSide = (side: Value): boolean => comparisons.every(({ right, same }) => canCompare(side, right, same));
  const ofSide = (side: Value): readonly Fact[] => [
    ...comparisons.flatMap(({ right, same }) => equality(side, right, same) ?? []),
    ...(side.kind === "conditional"
      ? chosen(
          comparisons.map((one) => ({ ...one, left: side })),
          go,
        )
      : []),
  ];
  if (!canBeSide(then)) return [...go(test, false), ...ofSide(otherwise)];
  return canBeSide(otherwise) ? [] : [...go(test, true), ...ofSide(then)];
}

/** `x !== undefined && x !== null` says more of a choice `x` than each alone. */
function together(condition: Value, truth: boolean, go: Go): readonly Fact[] {
  const byChoice = new Map<string, Comparison[]>();
  for (const { value, isTrue } of partsOf(condition, truth)) {
    if (value.kind !== "compare" || (value.op !== "===" && value.op !== "!==") || value.left.kind !== "conditional") continue;
    const key = JSON.stringify(value.left);
    const all = byChoice.get(key) ?? [];
    byChoice.set(key, [...all, { left: value.left, right: value.right, same: (value.op === "===") === isTrue }]);
  }
  return [...byChoice.values()].flatMap((comparisons) => (comparisons.length > 1 ? chosen(comparisons, go) : []));
}

/** What holds, each by itself, where all of it does. */
function partsOf(value: Value, isTrue: boolean): readonly { readonly value: Value; readonly isTrue: boolean }[] {
  if (value.kind === "not") return partsOf(value.operand, !isTrue);
  if ((value.kind === "and" && isTrue) || (value.kind === "or" && !isTrue))
    return [...partsOf(value.left, isTrue), ...partsOf(value.right, isTrue)];
  return [{ value, isTrue }];
}

/** Whether a side that is known may come out so; objects are never compared. */
function canCompare(left: Value, right: Value, same: boolean): boolean {
  if (left.kind === "absent" && right.kind === "absent") return same;
  if (left.kind === "literal" && right.kind === "literal") return (left.value === right.value) === same;
  const areConstant = [left, right].every(({ kind }) => kind === "absent" || kind === "literal");
  return !(areConstant && same);
}

/** Nothing where no side is a reference. */
function equality(left: Value, right: Value, same: boolean): readonly Fact[] | undefined {
  if (left.kind !== "ref") return right.kind === "ref" ? equality(right, left, same) : undefined;
  const at = place(left);
  if (right.kind === "absent") return same ? [] : [{ ...at, kind: "notAbsent" }];
  if (right.kind !== "literal") return same && right.kind !== "ref" ? present(left) : [];
  if (right.value === null) return same ? [{ ...at, kind: "notAbsent" }] : [{ ...at, kind: "notNull" }];
  return same ? [{ ...at, kind: "equals", value: right.value }] : [{ ...at, kind: "differs", value: right.value }];
}

/**
 * What is behind a boolean that a node yields. An early return becomes a flag: where only one side of a branch can have set it to this,
 * that side was taken, so its condition held.
 */
function behind(ref: Ref, truth: boolean, block: Block, seen: Seen): readonly Fact[] {
  const flag = `${ref.node} ${ref.path.join(".")} ${truth}`;
  if (seen.has(flag) || seen.size >= MOST_FLAGS) return [];
  seen.add(flag);
  const found = lookUp(ref.node, block);
  if (found === undefined) return [];
  const { node, outer } = found;
  const [name] = ref.path;
  if (node.kind === "compute") return ref.path.length === 0 ? factsOf(node.value, truth, outer, seen) : [];
  if (typeof name !== "string" || ref.path.length !== 1) return [];
  const sides = sidesOf(node).flatMap(({ region, label }) => {
    const value = own(region.results, name);
    return canBe(value, truth) ? [{ value, label }] : [];
  });
  const [side, ...others] = sides;
  if (side === undefined || others.length > 0) return [];
  const inner = blocksIn(node, outer).find((candidate) => candidate.label === side.label);
  return [
    ...(node.kind === "branch" ? factsOf(node.condition, side.label === "then", outer, seen) : []),
    ...(inner === undefined || side.value === undefined ? [] : factsOf(side.value, truth, inner, seen)),
  ];
}

/** The regions one of which yields what is read of the node. */
export function sidesOf(node: Node): readonly { readonly label: string; readonly region: Region }[] {
  if (node.kind === "branch")
    return [
      { label: "then", region: node.then },
      { label: "else", region: node.else },
    ];
  if (node.kind === "loop") {
    const results = (part: "init" | "next"): Region["results"] =>
      Object.fromEntries(Object.entries(node.carried).map(([name, variable]) => [name, variable[part]]));
    const turn = { label: "body", region: { ...node.body, results: results("next") } };
    return node.test === "after" ? [turn] : [{ label: "init", region: { ...node.body, nodes: [], results: results("init") } }, turn];
  }
  if (node.kind !== "try") return [];
  return [{ label: "body", region: node.body }, ...(node.catch === undefined ? [] : [{ label: "catch", region: node.catch.region }])];
}

/** Whether a flag's value may come out like this. */
export const canBe = (value: Value | undefined, truth: boolean): boolean =>
  value === undefined || value.kind === "absent" ? !truth : value.kind !== "literal" || value.value === truth;

function lookUp(id: string, start: Block): { readonly node: Node; readonly outer: Block } | undefined {
  for (let block: Block | undefined = start; block !== undefined; block = block.parent) {
    if (block.bindings.has(id)) return undefined;
    const node = nodeIn(block.region, id);
    if (node !== undefined) return { node, outer: block };
  }
  return undefined;
}

const factsOfBlock = new WeakMap<Block, readonly Fact[]>();

/** Everything that the branches around a block say. */
export function factsIn(block: Block): readonly Fact[] {
  const known = factsOfBlock.get(block);
  if (known !== undefined) return known;
  const { owner, parent, label } = block;
  const outer = parent === undefined ? [] : factsIn(parent);
  let facts = outer;
  if (parent !== undefined && owner?.kind === "branch") facts = [...outer, ...factsOf(owner.condition, label === "then", parent)];
  if (owner?.kind === "loop" && owner.test === "before" && label === "body") facts = [...outer, ...factsOf(owner.while, true, block)];
  factsOfBlock.set(block, facts);
  return facts;
}
