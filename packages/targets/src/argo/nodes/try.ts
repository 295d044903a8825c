import { idsIn, readsOf, type Region, type TryNode } from "@dagwright/ir";
import type { Value } from "@dagwright/protocol";
import { anyOutcome, Dag, succeededCode, type Local, type Reporting } from "../dag.ts";
import { tagOf, type Code } from "../expression.ts";
import { failureOf, firstFailure } from "../failure.ts";
import type { Lowering } from "../lowering.ts";
import { pushPath } from "../push-path.ts";
import { addTask, buildRegion, declareNodes, lowerNodes, materialise, sealDag } from "../region.ts";
import { ERROR_FIELD } from "../types.ts";
import type { LoweredNode } from "../lowered-node.ts";

/**
 * One DAG template with the body's tasks flattened into it. Where `catch` looks at the error, the body's regions report their failures as
 * outputs, because a failed DAG has none; else phases do (patterns 01 and 02).
 */
export function lowerTry(node: TryNode, parent: Dag, reporting: Reporting, lowering: Lowering): LoweredNode {
  const dag = new Dag(lowering, `${parent.name}-${node.id}`, parent);
  const observed = node.catch !== undefined && readsId(node.catch.region, node.catch.error);
  const inner: Reporting = observed ? "output" : reporting;
  const after = node.body.nodes.length;
  declareNodes(node.body, dag, inner, lowering);
  const body = node.body.nodes.map(({ id }) => dag.local(id));

  const wanted = [...parent.local(node.id).wanted.values()];
  const bodyValue = (path: readonly (string | number)[]): Value => partAt(node.body, path);
  const bodyTexts = new Map(wanted.map(({ name, path }) => [name, materialise(bodyValue(path), dag, lowering, "value", after).code]));
  // Tasks that compute a result of the body are part of it.
  const attempted = (): readonly Local[] => [...dag.locals.values()].filter((local) => !isHandler(local));
  const bodyFailure = (): Code => firstFailure(attempted().map(failureOf));

  const handled = node.catch === undefined ? undefined : lowerCatch(node, node.catch, dag, observed, inner === "output" ? "output" : reporting, attempted, bodyFailure, wanted, lowering, after + 1);
  const cleanUp = node.finally === undefined ? undefined : lowerFinally(node.finally, dag, reporting, handled?.local, attempted, lowering, after + 2);

  const outputs = wanted.map(({ name }) => {
    const ofBody = bodyTexts.get(name) ?? "''";
    if (handled === undefined) return { name, code: ofBody };
    const bodyWentWell = body.length === 0 ? "true" : attempted().map(succeededCode).join(" && ");
    return { name, code: `(${bodyWentWell}) ? ${ofBody} : ${handled.outputs.get(name) ?? "''"}` };
  });

  // The failures' texts are needed before the body is lowered only by name, so the body comes last: its readers are all known now.
  const failureOfAll = firstFailure([
    ...(cleanUp === undefined ? [] : [failureOf(cleanUp)]),
    handled === undefined ? bodyFailure() : handled.failure,
  ]);
  lowerNodes(node.body, dag, inner, lowering);
  const leaves = leavesOf(dag, body);
  const target = [...(handled === undefined ? leaves : [handled.local.task]), ...(cleanUp === undefined ? [] : [cleanUp.task])];
  return sealDag(
    { name: dag.name, outputs, reporting, failure: failureOfAll, succeeded: `${failureOfAll} == ''`, ...(reporting === "output" || target.length === 0 ? {} : { target: target.join(" ") }) },
    dag,
    lowering,
  );
}

const HANDLERS = new Set(["catch", "finally"]);
const isHandler = (local: Local): boolean => HANDLERS.has(local.node);

function lowerCatch(
  node: TryNode,
  handler: NonNullable<TryNode["catch"]>,
  dag: Dag,
  observed: boolean,
  reporting: Reporting,
  attempted: () => readonly Local[],
  bodyFailure: () => Code,
  wanted: readonly { readonly name: string; readonly path: readonly (string | number)[] }[],
  lowering: Lowering,
  position: number,
): { local: Local; outputs: ReadonlyMap<string, Code>; failure: Code } {
  const local: Local = { node: "catch", task: dag.taskNames.of("catch", "catch"), reporting, field: undefined, wanted: new Map(), deliver: () => undefined };
  const failure = bodyFailure();
  dag.bindings.set(handler.error, {
    field: ERROR_FIELD,
    read: (path) => ({ slot: { code: failure, tag: tagOf(failure) }, rest: path }),
  });
  dag.guarded = true;
  const { result: built, reads } = dag.collectReads(() =>
    buildRegion(
      { name: `${dag.name}-catch`, region: handler.region, reporting, outputs: wanted.map(({ name, path }) => ({ name, value: partAt(handler.region, path) })) },
      dag,
      lowering,
    ),
  );
  dag.guarded = false;
  const tasks = attempted().map(({ task }) => task);
  for (const read of reads) tasks.push(dag.local(read).task);
  const unique = [...new Set(tasks)];
  const depends = observed ? unique.map(anyOutcome).join(" && ") : unique.map((task) => `${task}.Failed || ${task}.Errored`).join(" || ");
  dag.locals.set(`${node.id} catch`, local);
  addTask(dag, local, { ...built, ...(depends === "" ? {} : { depends }), ...(observed || unique.length === 0 ? { when: `${failure} != ''` } : {}) }, new Set(), position);
  const outputs = new Map(wanted.map(({ name }) => [name, `tasks['${local.task}'].outputs.parameters.${name}`]));
  return { local, outputs, failure: `(${failure} == '' ? '' : ${failureOf(local)})` };
}

function lowerFinally(region: Region, dag: Dag, reporting: Reporting, handler: Local | undefined, attempted: () => readonly Local[], lowering: Lowering, position: number): Local {
  const local: Local = { node: "finally", task: dag.taskNames.of("finally", "finally"), reporting, field: undefined, wanted: new Map(), deliver: () => undefined };
  dag.guarded = true;
  const { result: built } = dag.collectReads(() => buildRegion({ name: `${dag.name}-finally`, region, reporting, outputs: [] }, dag, lowering));
  dag.guarded = false;
  const depends = [...new Set([...attempted().map(({ task }) => task), ...(handler === undefined ? [] : [handler.task])])].map(anyOutcome).join(" && ");
  dag.locals.set(`${local.task} of ${dag.name}`, local);
  addTask(dag, local, { ...built, ...(depends === "" ? {} : { depends }) }, new Set(), position);
  return local;
}

function partAt(region: Region, path: readonly (string | number)[]): Value {
  const [name, ...rest] = path;
  return typeof name === "string" ? (pushPath(region.results[name], rest) ?? { kind: "absent" }) : { kind: "record", fields: region.results };
}

/** Tasks of the body that no other task waits for. */
function leavesOf(dag: Dag, body: readonly Local[]): readonly string[] {
  const waited = new Set<string>();
  for (const { task } of dag.tasks) {
    if (HANDLERS.has(task.name)) continue;
    for (const [, name] of (task.depends ?? "").matchAll(/([A-Za-z][-A-Za-z0-9]*)\.Succeeded/gu)) if (name !== undefined) waited.add(name);
  }
  const own = new Set([...body.map(({ task }) => task), ...dag.tasks.map(({ task }) => task.name)]);
  return [...own].filter((task) => !waited.has(task) && !HANDLERS.has(task));
}

/** Whether a binding is read anywhere in a region. */
function readsId(region: Region, id: string): boolean {
  for (const value of Object.values(region.results)) for (const read of idsIn(value)) if (read === id) return true;
  return region.nodes.some((node) => readsOf(node).has(id));
}
