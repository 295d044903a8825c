/**
 * Turns in sequence without recursion (patterns 06 and 07): level 0 is a chain of ten turns, each gated on the one before; level k is a
 * chain of ten of level k−1. What lies beyond the end is Skipped or Omitted: a node, but no pod.
 */
import { Dag, helperTask, succeededCode, type Local, type Reporting } from "../dag.ts";
import type { Code } from "../expression.ts";
import { failureOf, firstFailure } from "../failure.ts";
import type { Lowering } from "../lowering.ts";
import { addTask, sealDag, type BuiltRegion, type SealedOutput } from "../region.ts";
import type { Slot } from "../scope.ts";
import type { LoweredNode } from "../lowered-node.ts";

export const WIDTH = 10;

/** Stands for the number of a turn in a template that all turns share; each call puts its own in. */
export const TURN: Slot = { code: "TURN__", tag: "{{= TURN__ }}" };
/** The same for a carried value. */
export const stateSlot = (parameter: string): Slot => ({ code: `STATE__${parameter}`, tag: `{{= STATE__${parameter} }}` });

export interface Tower {
  readonly name: string;
  /** The template that calls the highest level. */
  readonly dag: Dag;
  readonly levels: number;
  readonly reporting: Reporting;
  /** Values carried from turn to turn: parameters of every level, and outputs of it. */
  readonly carried: readonly { readonly parameter: string; readonly init: Slot }[];
  /** Whether turn `at` happens, given the code of each carried value before it. */
  readonly happens: (at: Code, carried: (parameter: string) => Code, level: Dag) => Code;
  /** Builds one turn, in terms of `TURN` and `stateSlot`. Its template gives the carried values as outputs. */
  readonly turn: (level: Dag) => BuiltRegion;
  /** Outputs of every level, besides the carried ones, from those of its turns in order. */
  readonly collect: (turns: readonly Local[], level: number) => readonly SealedOutput[];
}

/** Builds the levels; the task that calls the highest one is added to the tower's DAG. */
export function buildTower(tower: Tower, lowering: Lowering): Local {
  const { dag, levels } = tower;
  const chain: Dag[] = [];
  for (let level = levels - 1; level >= 0; level -= 1) {
    const above = level === levels - 1 ? dag : chain.at(-1);
    const here = new Dag(lowering, `${tower.name}-level-${level}`, above);
    here.parameter("turn", ["turn"], TURN);
    for (const { parameter } of tower.carried) here.parameter(`carried ${parameter}`, [parameter], stateSlot(parameter));
    chain.push(here);
  }
  let built: BuiltRegion | undefined;
  for (let level = 0; level < levels; level += 1) {
    const here = chain[levels - 1 - level];
    if (here === undefined) throw new Error("a tower has no such level");
    built = buildLevel(tower, here, level, built ?? tower.turn(here), lowering);
  }
  const local = helperTask("turns", dag.taskNames.of("turns", "turns"), tower.reporting);
  dag.locals.set("turns", local);
  if (built === undefined) throw new Error("a tower has at least one level");
  const first = new Map(tower.carried.map(({ parameter, init }) => [parameter, init]));
  addTask(
    dag,
    local,
    { template: built.template, arguments: fill(built.arguments, "'0'", (parameter) => first.get(parameter)) },
    new Set(),
    0,
  );
  return local;
}

function buildLevel(tower: Tower, here: Dag, level: number, called: BuiltRegion, lowering: Lowering): BuiltRegion {
  const turns: Local[] = [];
  for (let index = 0; index < WIDTH; index += 1) {
    const before = turns.at(-1);
    const local = helperTask(`t${index}`, here.taskNames.of(`t${index}`, `t${index}`), tower.reporting);
    here.locals.set(`t${index}`, local);
    turns.push(local);
    const at = `string(asInt(inputs.parameters.turn) + ${index * WIDTH ** level})`;
    const state = (parameter: string): Code =>
      before === undefined ? `inputs.parameters.${parameter}` : `tasks['${before.task}'].outputs.parameters.${parameter}`;
    const dependencies = before === undefined ? new Set<string>() : new Set([before.node]);
    addTask(
      here,
      local,
      {
        template: called.template,
        arguments: fill(called.arguments, at, (parameter) => ({
          code: state(parameter),
          tag: `{{${state(parameter).replace(/^tasks\['(.*?)'\]/u, "tasks.$1")}}}`,
        })),
        when: tower.happens(`asInt(${at})`, state, here),
      },
      dependencies,
      index,
    );
  }
  // The last turn that ran says what is carried on.
  const carried = tower.carried.map(({ parameter }) => ({
    name: parameter,
    code: turns.reduce<Code>(
      (rest, turn) => `(${succeededCode(turn)} ? tasks['${turn.task}'].outputs.parameters.${parameter} : ${rest})`,
      `inputs.parameters.${parameter}`,
    ),
  }));
  const failure = firstFailure(turns.map(failureOf));
  return sealDag(
    {
      name: here.name,
      outputs: [...carried, ...tower.collect(turns, level)],
      reporting: tower.reporting,
      failure,
      succeeded: `${failure} == ''`,
    },
    here,
    lowering,
  );
}

function fill(passed: BuiltRegion["arguments"], turn: Code, state: (parameter: string) => Slot | undefined): LoweredNode["arguments"] {
  const value = (text: string): string => {
    const whole = /^\{\{= STATE__(\w+) \}\}$/u.exec(text)?.[1];
    if (whole !== undefined) return state(whole)?.tag ?? "";
    return text.replaceAll("TURN__", turn).replaceAll(/STATE__(\w+)/gu, (_, parameter: string) => state(parameter)?.code ?? "''");
  };
  return { parameters: (passed?.parameters ?? []).map((parameter) => ({ name: parameter.name, value: value(parameter.value) })) };
}

/** The texts of the turns that ran, as lines. */
export const joinTurns = (turns: readonly Local[], output: string): Code =>
  `join(filter([${turns.map((turn) => `${succeededCode(turn)} ? tasks['${turn.task}'].outputs.parameters.${output} : ''`).join(", ")}], # != ''), '\\n')`;
