import type { GroupNode } from "@dagwright/ir";
import type { Value } from "@dagwright/protocol";
import { Dag, helperTask, type Reporting } from "../dag.ts";
import type { Code } from "../expression.ts";
import { failureOf } from "../failure.ts";
import type { Lowering } from "../lowering.ts";
import { pushPath } from "../push-path.ts";
import { addTask, buildRegion, sealDag } from "../region.ts";
import type { LoweredNode } from "../lowered-node.ts";

/** Members side by side, each a template of its own. */
export function lowerGroup(node: GroupNode, parent: Dag, reporting: Reporting, lowering: Lowering): LoweredNode {
  const dag = new Dag(lowering, `${parent.name}-${node.id}`, parent);
  const settled = node.as === "settled";
  const inner: Reporting = settled ? "output" : reporting;
  const wanted = [...parent.local(node.id).wanted.values()];
  const whole = settled || wanted.some(({ path }) => path.length === 0);

  const members = node.members.map((member, index) => {
    const outputs = [
      ...wanted
        .filter(({ path }) => path[0] === index)
        .map(({ name, path }) => ({ name, value: pushPath(member.region.results["value"], path.slice(1)) ?? ABSENT })),
      ...(whole ? [{ name: "value", value: member.region.results["value"] ?? ABSENT }] : []),
    ];
    const unique = outputs.filter((output, at) => outputs.findIndex(({ name }) => name === output.name) === at);
    const local = helperTask(String(index), dag.taskNames.of(`member ${index}`, `member-${index}`), inner);
    dag.locals.set(`member ${index}`, local);
    const { result: built, reads } = dag.collectReads(() =>
      buildRegion({ name: `${dag.name}-${index}`, region: member.region, reporting: inner, outputs: unique }, dag, lowering),
    );
    addTask(dag, local, built, reads, index);
    return { local, optional: member.value === undefined || member.value.optional === true };
  });

  const valueOf = (task: string, optional: boolean): Code => {
    const value = `tasks['${task}'].outputs.parameters.value`;
    return optional ? `(${value} == '' ? 'null' : ${value})` : value;
  };
  const entry = ({ local, optional }: (typeof members)[number]): Code =>
    settled ? settledText(`tasks['${local.task}'].outputs.parameters.value`, failureOf(local)) : valueOf(local.task, optional);
  const outputs = wanted.map(({ name, path }) => {
    const [index] = path;
    const member = typeof index === "number" ? members[index] : undefined;
    if (path.length > 0 && member !== undefined) return { name, code: `tasks['${member.local.task}'].outputs.parameters.${name}` };
    return { name, code: members.length === 0 ? "'[]'" : `'[' + ${members.map(entry).join(" + ',' + ")} + ']'` };
  });
  return sealDag({ name: dag.name, outputs, reporting, ...(settled ? { failure: "''", succeeded: "true" } : {}) }, dag, lowering);
}

const ABSENT: Value = { kind: "absent" };

/** `{ status, value | reason }` as text. */
export const settledText = (value: Code, failure: Code): Code =>
  `(${failure} == '' ? '{"status":"fulfilled"' + (${value} == '' ? '' : ',"value":' + ${value}) + '}' : '{"status":"rejected","reason":' + ${failure} + '}')`;
