import type { ForEachNode } from "@dagwright/ir";
import { jsonText, type Json, type Type, type Value } from "@dagwright/protocol";
import { Dag, helperTask, type Bound, type Reporting, type Wanted } from "../dag.ts";
import { deep, escaped, tagOf, textOf, type Code } from "../expression.ts";
import { failureOf, firstFailure } from "../failure.ts";
import type { Lowering } from "../lowering.ts";
import { addTask, buildRegion, computeTask, sealDag, type BuiltRegion } from "../region.ts";
import type { Slot } from "../scope.ts";
import { failingTask } from "./fail.ts";
import { settledText } from "./group.ts";
import type { LoweredNode } from "../lowered-node.ts";
import { buildTower, joinTurns, TURN, WIDTH } from "./tower.ts";

/** Items that one tower of three levels takes. */
const SEQUENTIAL_LEVELS = 3;

/**
 * Fan-out by index (pattern 05): the items are a JSON list of texts, so that one can be picked without reading JSON; an item's result is
 * `"<index> <text>"`, which is no JSON, so that Argo hands the list on as it is.
 */
export function lowerForEach(node: ForEachNode, parent: Dag, reporting: Reporting, lowering: Lowering, position: number): LoweredNode {
  const name = `${parent.name}-${node.id}`;
  const dag = new Dag(lowering, name, parent);
  const texts = dag.parameter("items", ["items"], itemTexts(node, parent, lowering, position));
  const settled = node.as === "settled";
  const inner: Reporting = settled ? "output" : reporting;
  const wanted = [...parent.local(node.id).wanted.values()];

  if (node.concurrency === 1) return lowerSequential(node, dag, reporting, texts, wanted, lowering);
  const built = buildItem(node, dag, inner, texts, { code: "item", tag: "{{item}}" }, lowering);
  const local = helperTask("item", "item", inner);
  dag.locals.set("item", local);
  dag.add(
    {
      name: "item",
      template: built.template,
      withParam: tagOf(`toJson(map(fromJSON(${texts.code}), #index))`),
      ...(built.arguments === undefined ? {} : { arguments: built.arguments }),
    },
    0,
  );
  const list = (output: string): Code => `map(fromJSON(tasks.item.outputs?.parameters?.${output} ?? '[]'), #[indexOf(#, ' ') + 1:])`;
  const outputs = wanted.map((output) => ({
    name: output.name,
    code: output.as === "texts" ? `toJson(${list("indexed")})` : `'[' + join(map(${list("indexed")}, # == '' ? 'null' : #), ',') + ']'`,
  }));
  const failure =
    inner === "output" && !settled
      ? `(find(${list("failure")}, # != '') ?? '')`
      : settled
        ? "''"
        : "(tasks.item.status in ['Failed', 'Error'] ? 'failed' : '')";
  return sealDag(
    {
      name,
      outputs,
      reporting,
      failure,
      succeeded: `${failure} == ''`,
      ...(node.concurrency === null ? {} : { parallelism: node.concurrency }),
    },
    dag,
    lowering,
  );
}

/** In order, stopping at the first failure: a tower over the index. */
function lowerSequential(
  node: ForEachNode,
  dag: Dag,
  reporting: Reporting,
  texts: Slot,
  wanted: readonly Wanted[],
  lowering: Lowering,
): LoweredNode {
  const settled = node.as === "settled";
  const inner: Reporting = settled ? "output" : reporting;
  const last = WIDTH ** SEQUENTIAL_LEVELS;
  const turns = buildTower(
    {
      name: dag.name,
      dag,
      levels: SEQUENTIAL_LEVELS,
      reporting: settled ? "phase" : inner,
      carried: [],
      happens: (at, _carried, level) => `${at} < len(fromJSON(${level.parameter("items", ["items"], texts).code}))`,
      turn: (level) => buildItem(node, level, inner, level.parameter("items", ["items"], texts), TURN, lowering),
      collect: (locals) => [{ name: "indexed", code: joinTurns(locals, "indexed") }],
    },
    lowering,
  );
  // More items than the tower has turns are an error, not a shorter result.
  const overflow = helperTask("too-many", dag.taskNames.of("too-many", "too-many-items"), "phase");
  dag.locals.set("too-many", overflow);
  const fail = failingTask({ message: { kind: "literal", value: `a sequential loop over more than ${last} items` } }, dag, lowering);
  addTask(dag, overflow, { ...fail, when: `len(fromJSON(${texts.code})) > ${last}` }, new Set(), 1);
  const lines = `filter(split(tasks['${turns.task}'].outputs?.parameters?.indexed ?? '', '\\n'), # != '')`;
  const list = `map(${lines}, #[indexOf(#, ' ') + 1:])`;
  const outputs = wanted.map((output) => ({
    name: output.name,
    code: output.as === "texts" ? `toJson(${list})` : `'[' + join(map(${list}, # == '' ? 'null' : #), ',') + ']'`,
  }));
  const failure = firstFailure([...(settled ? [] : [failureOf(turns)]), failureOf(overflow)]);
  return sealDag({ name: dag.name, outputs, reporting, failure, succeeded: `${failure} == ''` }, dag, lowering);
}

function buildItem(node: ForEachNode, dag: Dag, reporting: Reporting, texts: Slot, index: Slot, lowering: Lowering): BuiltRegion {
  const settled = node.as === "settled";
  const pick = `fromJSON(${texts.code})[asInt(${index.code})]`;
  const item: Bound = { field: { type: node.itemType }, read: (path) => ({ slot: { code: pick, tag: tagOf(pick) }, rest: path }) };
  const position: Bound = { field: { type: { kind: "number" } }, read: (path) => ({ slot: index, rest: path }) };
  dag.bindings.set(node.item, item);
  dag.bindings.set(node.index, position);
  return buildRegion(
    {
      name: `${dag.name}-item`,
      region: node.body,
      reporting,
      outputs: [],
      bind: (inner) => inner.parameter("index", ["index"], index),
      extra: (text, outcome) => {
        const value = text(node.body.results["value"] ?? { kind: "absent" });
        const safe = reporting === "output" ? `((${outcome.succeeded}) ? ${value} : '')` : value;
        const result = settled ? settledText(safe, outcome.failure) : safe;
        return [
          { name: "indexed", code: `inputs.parameters.index + ' ' + ${result}`, always: true },
          ...(reporting === "output"
            ? [{ name: "failure", code: `inputs.parameters.index + ' ' + ${outcome.failure}`, always: true }]
            : []),
        ];
      },
    },
    dag,
    lowering,
  );
}

/** The items as a JSON list of texts: as the compiler knows them, as their producer can write them, by expression, or by a step. */
function itemTexts(node: ForEachNode, parent: Dag, lowering: Lowering, position: number): Slot {
  const { items } = node;
  if (items.kind === "literal" && Array.isArray(items.value)) {
    const list: readonly Json[] = items.value;
    const text = jsonText(list.map((item) => jsonText(item)));
    return { code: "", tag: text };
  }
  if (items.kind === "ref") {
    const known = parent.readTexts(items);
    if (known !== undefined) return known;
  }
  if (isExactInExpressions(node.itemType)) {
    const list = items.kind === "ref" ? deep(items, parent) : jsonOf(items, parent);
    if (list !== undefined) {
      const code = `toJson(map(${list}, ${escaped("toJson(#)")}))`;
      return { code, tag: tagOf(code) };
    }
  }
  return computeTask(items, parent, lowering, `${node.id}-items`, position, "texts");
}

const jsonOf = (value: Value, dag: Dag): Code | undefined => {
  const text = textOf(value, dag);
  return text === undefined ? undefined : `fromJSON(${text})`;
};

/** Objects would come out with their keys sorted. */
const isExactInExpressions = (type: Type): boolean => ["boolean", "number", "string", "date", "literal", "null"].includes(type.kind);
