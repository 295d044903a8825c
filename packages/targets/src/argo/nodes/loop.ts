import type { LoopNode } from "@dagwright/ir";
import { exhaustedText, mapRefs, type Value } from "@dagwright/protocol";
import { Dag, helperTask, wentWell, type Bound, type Local, type Reporting } from "../dag.ts";
import { boolOf, jsonKey, quote } from "../expression.ts";
import { failureOf, firstFailure } from "../failure.ts";
import type { Lowering } from "../lowering.ts";
import { Names, parameterName } from "../names.ts";
import { pushPath } from "../push-path.ts";
import { addTask, buildRegion, computeTask, materialise, sealDag, type BuiltRegion } from "../region.ts";
import type { Slot } from "../scope.ts";
import { failingTask } from "./fail.ts";
import type { LoweredNode } from "../lowered-node.ts";
import { buildTower, stateSlot } from "./tower.ts";

const MORE = "more";

/** A bounded loop as a tower: carried values and whether to go on are handed from turn to turn. */
export function lowerLoop(node: LoopNode, parent: Dag, reporting: Reporting, lowering: Lowering, position: number): LoweredNode {
  const name = `${parent.name}-${node.id}`;
  const dag = new Dag(lowering, name, parent);
  const names = new Names("_");
  names.of("whether to go on", MORE);
  names.of("number of the turn", "turn");
  const carried = Object.entries(node.carried).map(([variable, { type, optional, init }]) => ({
    variable,
    field: optional === true || init.kind === "absent" ? { type, optional: true } : { type },
    parameter: names.of(variable, parameterName([variable])),
    slot: materialise(init, parent, lowering, `${node.id}-${variable}`, position),
  }));
  const inits = carried.map(({ parameter, slot }) => ({ parameter, init: dag.parameter(`carried ${parameter}`, [parameter], slot) }));
  const stateOf = (slots: (parameter: string) => Slot): Bound => ({
    field: { type: { kind: "object", fields: Object.fromEntries(carried.map(({ variable, field }) => [variable, field])) } },
    read: ([variable, ...rest]) => {
      const found = carried.find((one) => one.variable === variable);
      if (found === undefined) throw new Error(`nothing is carried as ${String(variable)}`);
      return { slot: slots(found.parameter), rest };
    },
  });
  // Whether the first turn happens: asked of the initial state, or not at all.
  dag.bindings.set(
    node.state,
    stateOf((parameter) => inits.find((init) => init.parameter === parameter)?.init ?? { code: "''", tag: "" }),
  );
  const { result: more, reads } = dag.collectReads(() =>
    moreSlot(node.test === "after" ? { kind: "literal", value: true } : node.while, dag, lowering),
  );

  const levels = Math.max(1, Math.ceil(Math.log10(node.max)));
  const turns = buildTower(
    {
      name,
      dag,
      levels,
      reporting,
      carried: [...inits, { parameter: MORE, init: more }],
      happens: (at, state) => `${state(MORE)} == 'true' && ${at} < ${node.max}`,
      turn: (level) => buildTurn(node, level, carried, stateOf, reporting, lowering),
      collect: () => [],
    },
    lowering,
  );
  if (reads.size > 0) waitFor(dag, turns, reads);

  const exhausted = helperTask("exhausted", dag.taskNames.of("exhausted", "exhausted"), "phase");
  dag.locals.set("exhausted", exhausted);
  const fail = failingTask({ message: { kind: "literal", value: exhaustedText(node.max) } }, dag, lowering);
  addTask(dag, exhausted, { ...fail, when: `tasks['${turns.task}'].outputs.parameters.${MORE} == 'true'` }, new Set(["turns"]), 1);

  const outputs = [...parent.local(node.id).wanted.values()].map(({ name: output, path }) => {
    const [variable] = path;
    const found = carried.find((one) => one.variable === variable);
    if (found !== undefined) return { name: output, code: `tasks['${turns.task}'].outputs.parameters.${found.parameter}` };
    const members = carried.map((one) => {
      const text = `tasks['${turns.task}'].outputs.parameters.${one.parameter}`;
      return `(${text} == '' ? '' : ${quote(jsonKey(`${JSON.stringify(one.variable)}:`))} + ${text})`;
    });
    return { name: output, code: `'{' + join(filter([${members.join(", ")}], # != ''), ',') + '}'` };
  });
  const failure = firstFailure([
    ...(reads.size > 0 ? [...reads].map((id) => failureOf(dag.local(id))) : []),
    failureOf(turns),
    failureOf(exhausted),
  ]);
  return sealDag({ name, outputs, reporting, failure, succeeded: `${failure} == ''` }, dag, lowering);
}

function buildTurn(
  node: LoopNode,
  level: Dag,
  carried: readonly { readonly variable: string; readonly parameter: string }[],
  stateOf: (slots: (parameter: string) => Slot) => Bound,
  reporting: Reporting,
  lowering: Lowering,
): BuiltRegion {
  level.bindings.set(node.state, stateOf(stateSlot));
  const next = (variable: string): Value => node.carried[variable]?.next ?? { kind: "absent" };
  const after = `${node.state} after the turn`;
  const condition = mapRefs(node.while, (ref) => {
    const [variable, ...rest] = ref.path;
    if (ref.node !== node.state || typeof variable !== "string") return ref;
    return pushPath(next(variable), rest) ?? { ...ref, node: after };
  });
  return buildRegion(
    {
      name: `${level.name.replace(/-level-\d+$/u, "")}-turn`,
      region: node.body,
      reporting,
      // A part of what only a step can compute is read from what that step gives.
      bind: (inner) => {
        const slots = new Map<string, Slot>();
        const slotOf = (variable: string): Slot => {
          const slot =
            slots.get(variable) ?? materialise(next(variable), inner, lowering, `${node.id}-${variable}`, node.body.nodes.length + 1);
          slots.set(variable, slot);
          return slot;
        };
        const { field } = stateOf(() => ({ code: "''", tag: "" }));
        inner.bindings.set(after, { field, read: ([variable, ...rest]) => ({ slot: slotOf(String(variable)), rest }) });
      },
      outputs: [
        ...carried.map(({ variable, parameter }) => ({ name: parameter, value: next(variable) })),
        { name: MORE, value: condition },
      ],
    },
    level,
    lowering,
  );
}

function moreSlot(condition: Value, dag: Dag, lowering: Lowering): Slot {
  if (condition.kind === "literal") return literalSlot(JSON.stringify(condition.value));
  const code = boolOf(condition, dag);
  if (code === undefined) return computeTask(condition, dag, lowering, "more", -1, undefined);
  const text = `(${code} ? 'true' : 'false')`;
  return { code: text, tag: `{{= ${text} }}` };
}

const literalSlot = (text: string): Slot => ({ code: `'${text}'`, tag: text });

/** The first turn waits for the task that computes whether it happens. */
function waitFor(dag: Dag, turns: Local, reads: ReadonlySet<string>): void {
  const entry = dag.tasks.find(({ task }) => task.name === turns.task);
  if (entry === undefined) return;
  entry.task = { ...entry.task, depends: [...reads].map((id) => wentWell(dag.local(id))).join(" && ") };
}
