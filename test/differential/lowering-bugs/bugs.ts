/**
 * What compiled programs would come to if the compiler read something wrongly: each bug is one mistake in how TypeScript becomes nodes, in
 * every place where it can be made. What `verify` would refuse is not counted: these must be found by running.
 */
import type { Value } from "@dagwright/protocol";
import { BLOCK_BUGS } from "./block-bugs.ts";
import { literal, ofNodes, ofRegions, ofValues, withRefs, type LoweringBug } from "./lowering-bug.ts";
import { rewrite } from "./rewrite.ts";

const plusOne = (value: Value): Value => ({ kind: "arithmetic", op: "+", left: value, right: literal(1) });

export const LOWERING_BUGS: readonly LoweringBug[] = [
  // ---- order ----
  ofNodes("an `await` orders nothing after it", (node) => ({ ...node, order: node.order.slice(1) })),
  ofRegions("awaits order nothing inside blocks", (region, depth) =>
    depth === 0 ? region : { ...region, nodes: region.nodes.map((node) => ({ ...node, order: [] })) },
  ),
  ofRegions("what is started together runs in sequence", (region) => ({
    ...region,
    nodes: region.nodes.map((node, index) => {
      const before = region.nodes[index - 1];
      return before === undefined || node.order.includes(before.id) ? node : { ...node, order: [...node.order, before.id] };
    }),
  })),
  ofRegions("of several failures, that of the last call counts", (region) => ({ ...region, nodes: region.nodes.toReversed() })),
  ofNodes("turns of a loop run side by side", (node) =>
    node.kind === "forEach" && node.concurrency === 1 ? { ...node, concurrency: null, onFailure: "settle" } : node,
  ),
  ofNodes("a map runs its items one after another", (node) =>
    node.kind === "forEach" && node.concurrency === null ? { ...node, concurrency: 1, onFailure: "stopStarting" } : node,
  ),

  ofRegions("an `await` takes effect one statement late", (region) => ({
    ...region,
    nodes: region.nodes.map((node, index) => ({ ...node, order: region.nodes[index - 1]?.order ?? [] })),
  })),

  // ---- choices ----
  ofNodes("`if` takes the other side", (node) => (node.kind === "branch" ? { ...node, then: node.else, else: node.then } : node)),
  ofNodes("a variable holds what the other side left", (node) =>
    node.kind === "branch" ? { ...node, then: { ...node.then, results: { ...node.then.results, ...node.else.results } } } : node,
  ),
  ofNodes("what follows an early `return` runs all the same", (node) => {
    const isDone = node.kind === "branch" && node.condition.kind === "ref" && node.condition.path.at(-1) === "done";
    return isDone ? { ...node, condition: { kind: "and", left: node.condition, right: literal(false) } } : node;
  }),
  ofValues("`? :` takes the other side", (value) =>
    value.kind === "conditional" ? { ...value, then: value.else, else: value.then } : value,
  ),
  ofValues("`<=` is read as `<`, and `>=` as `>`", (value) =>
    value.kind !== "compare" ? value : value.op === "<=" ? { ...value, op: "<" } : value.op === ">=" ? { ...value, op: ">" } : value,
  ),
  ofValues("`&&` is read as `||`", (value) => (value.kind === "and" ? { ...value, kind: "or" } : value)),
  ofValues("`??` takes its right side for 0, too", (value) =>
    value.kind === "coalesce"
      ? {
          kind: "conditional",
          test: { kind: "compare", op: "===", left: { kind: "coalesce", left: value.left, right: literal(0) }, right: literal(0) },
          then: value.right,
          else: value,
        }
      : value,
  ),

  // ---- failures ----
  ofNodes("`finally` is skipped", (node) => {
    if (node.kind !== "try") return node;
    const { finally: _, ...rest } = node;
    return rest;
  }),
  ofNodes("`catch` catches nothing", (node) => {
    if (node.kind !== "try" || node.catch === undefined || node.finally === undefined) return node;
    const { catch: _, ...rest } = node;
    return rest;
  }),
  ofValues("what `try` assigned before it failed is forgotten", (value) => (value.kind === "whenSucceeded" ? value.otherwise : value)),
  {
    name: "an inner `catch` is given the error of the outer one",
    apply: (document) =>
      rewrite(document, {
        node: (node, { errors }) => {
          const outer = errors.at(-1);
          if (node.kind !== "try" || node.catch === undefined || outer === undefined) return node;
          const { error, region } = node.catch;
          const swapped = withRefs(document, region, error, (value) => (value.kind === "ref" ? { ...value, node: outer } : value));
          return { ...node, catch: { error, region: swapped } };
        },
      }),
  },
  ofNodes("a `throw` is passed over", (node) => (node.kind === "fail" ? undefined : node)),
  ofNodes("a caught error that is thrown again is a new one", (node) => {
    if (node.kind !== "fail" || node.message !== undefined) return node;
    const { cause: _, ...rest } = node;
    return { ...rest, message: literal("thrown again") };
  }),
  ofNodes("a `throw` loses its message", (node) =>
    node.kind === "fail" && node.message !== undefined ? { ...node, message: literal("failed") } : node,
  ),
  ofNodes("the options of a call are forgotten", (node) => (node.kind === "task" ? { ...node, config: {} } : node)),
  {
    name: "retries are forgotten",
    apply: (document) => ({
      ...document,
      components: Object.fromEntries(
        Object.entries(document.components).map(([name, component]) => {
          const { retries: _, ...config } = component.config;
          return [name, { ...component, config }];
        }),
      ),
    }),
  },

  // ---- loops ----
  ofNodes("a variable keeps from turn to turn what it held before the loop", (node) => {
    if (node.kind !== "loop") return node;
    const carried = Object.entries(node.carried).map(([name, each], index) =>
      index === Object.keys(node.carried).length - 1
        ? ([name, { ...each, next: { kind: "ref", node: node.state, path: [name] } }] as const)
        : ([name, each] as const),
    );
    return { ...node, carried: Object.fromEntries(carried) };
  }),
  ofNodes("a loop tests before its first turn, or not", (node) =>
    node.kind === "loop" ? { ...node, test: node.test === "before" ? "after" : "before" } : node,
  ),
  ofNodes("a loop may make one turn less", (node) => (node.kind === "loop" && node.max > 1 ? { ...node, max: node.max - 1 } : node)),

  // ---- values ----
  {
    name: "the index of a map counts from 1",
    apply: (document) =>
      rewrite(document, {
        node: (node) => (node.kind === "forEach" ? { ...node, body: withRefs(document, node.body, node.index, plusOne) } : node),
      }),
  },
  {
    name: "each copy of a map is given the first item",
    apply: (document) =>
      rewrite(document, {
        node: (node) => {
          if (node.kind !== "forEach" || node.items.kind !== "ref") return node;
          const { items } = node;
          const first = (value: Value): Value => (value.kind === "ref" ? { ...items, path: [...items.path, 0, ...value.path] } : value);
          return { ...node, body: withRefs(document, node.body, node.item, first) };
        },
      }),
  },
  ofValues("an index into a list is one too many", (value) => {
    const last = value.kind === "ref" ? value.path.at(-1) : undefined;
    return value.kind === "ref" && typeof last === "number" ? { ...value, path: [...value.path.slice(0, -1), last + 1] } : value;
  }),
  ofValues("the last part of a text is lost", (value) =>
    value.kind === "template" && value.parts.length > 1 ? { ...value, parts: value.parts.slice(0, -1) } : value,
  ),
  ofNodes("of two arguments each is given for the other", (node) => {
    const [a, b] = node.kind === "task" ? [node.args["a"], node.args["b"]] : [];
    return node.kind === "task" && a !== undefined && b !== undefined ? { ...node, args: { ...node.args, a: b, b: a } } : node;
  }),
  ofNodes("an optional argument is lost", (node) => {
    if (node.kind !== "call") return node;
    const { y: _, ...args } = node.args;
    return { ...node, args };
  }),
  ofValues("glue is given its values in another order", (value) => {
    if (value.kind !== "glue") return value;
    const names = Object.keys(value.roots);
    const roots = Object.values(value.roots);
    return {
      ...value,
      roots: Object.fromEntries(
        names.flatMap((name, at) =>
          roots
            .slice(at - 1)
            .slice(0, 1)
            .map((root) => [name, root]),
        ),
      ),
    };
  }),

  // ---- blocks ----
  ...BLOCK_BUGS,
];
