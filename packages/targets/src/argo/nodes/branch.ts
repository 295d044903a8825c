import type { BranchNode, Region } from "@dagwright/ir";
import type { Value } from "@dagwright/protocol";
import { Dag, helperTask, succeededCode, type Reporting } from "../dag.ts";
import { boolOf, type Code } from "../expression.ts";
import type { Lowering } from "../lowering.ts";
import { pushPath } from "../push-path.ts";
import { addTask, buildRegion, computeTask, materialise, sealDag } from "../region.ts";
import type { LoweredNode } from "../lowered-node.ts";

/** Two tasks with opposite conditions in a template of their own; the phis are its outputs. */
export function lowerBranch(node: BranchNode, parent: Dag, reporting: Reporting, lowering: Lowering): LoweredNode {
  const dag = new Dag(lowering, `${parent.name}-${node.id}`, parent);
  const wanted = [...parent.local(node.id).wanted.values()];
  const { result: condition, reads: asked } = dag.collectReads(() => conditionOf(node.condition, dag, lowering));

  const sides = (["then", "else"] as const).map((label) => {
    const region = node[label];
    const values = wanted.map(({ name, path }) => ({ name, value: phiValue(region, path) }));
    return { label, region, values, task: dag.taskNames.of(label, label === "else" ? "otherwise" : "then") };
  });
  const outputs = wanted.map(({ name }) => {
    const [then, otherwise] = sides.map((side): Code => {
      if (side.region.nodes.length > 0) return `tasks['${side.task}'].outputs.parameters.${name}`;
      const value = side.values.find((output) => output.name === name)?.value ?? { kind: "absent" };
      return materialise(value, dag, lowering, "value", 2).code;
    });
    return { name, code: `${condition} ? ${then ?? "''"} : ${otherwise ?? "''"}` };
  });
  sides.forEach((side, position) => {
    if (side.region.nodes.length === 0) return;
    const local = helperTask(side.label, side.task, reporting);
    dag.locals.set(`${node.id} ${side.label}`, local);
    const built = buildRegion({ name: `${dag.name}-${side.label}`, region: side.region, reporting, outputs: side.values }, dag, lowering);
    addTask(dag, local, { ...built, when: side.label === "then" ? condition : `!(${condition})` }, asked, position);
  });
  // A side that is not taken was Skipped; only what ran can have failed.
  const taken = [...dag.locals.values()].map((local) => `(tasks['${local.task}'].status == 'Skipped' || ${succeededCode(local)})`);
  return sealDag({ name: dag.name, outputs, reporting, ...(taken.length === 0 ? {} : { succeeded: taken.join(" && ") }) }, dag, lowering);
}

function phiValue(region: Region, path: readonly (string | number)[]): Value {
  const [name, ...rest] = path;
  return typeof name === "string"
    ? (pushPath(region.results[name], rest) ?? { kind: "absent" })
    : { kind: "record", fields: region.results };
}

/** The condition as an expression; one that only a step can compute becomes a task whose text is compared. */
function conditionOf(condition: Value, dag: Dag, lowering: Lowering): Code {
  return boolOf(condition, dag) ?? `${computeTask(condition, dag, lowering, "condition", -1, undefined).code} == 'true'`;
}
