import { idsIn, readsOf, type Region, type TryNode } from "@dagwright/ir";
import type { Value } from "@dagwright/protocol";
import { anyOutcome, Dag, helperTask, succeededCode, type Local, type Reporting, type Wanted } from "../dag.ts";
import { tagOf, type Code } from "../expression.ts";
import { failureOf, firstFailure } from "../failure.ts";
import type { Lowering } from "../lowering.ts";
import { pushPath } from "../push-path.ts";
import { addTask, buildRegion, declareNodes, lowerNodes, materialise, sealDag, type BuiltRegion, type RegionOutput } from "../region.ts";
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

  const wanted = [...parent.local(node.id).wanted.values()];
  const bodyValue = (path: readonly (string | number)[]): Value => partAt(node.body, path);
  const bodyTexts = new Map(wanted.map(({ name, path }) => [name, materialise(bodyValue(path), dag, lowering, "value", after).code]));
  const handler = node.catch === undefined ? undefined : buildCatch(node.catch, dag, reporting, wanted, lowering);
  const cleanUp = node.finally === undefined ? undefined : buildFinally(node.finally, dag, reporting, lowering);
  // The body comes after its readers; then all its tasks are known, those that lowering it added among them.
  lowerNodes(node.body, dag, inner, lowering);
  const attempted = [...dag.locals.values()];
  const bodyFailure = firstFailure(attempted.map(failureOf));
  const leaves = leavesOf(dag);

  if (handler !== undefined) {
    const depends = attempted
      .map(({ task }) => (observed ? anyOutcome(task) : `${task}.Failed || ${task}.Errored`))
      .join(observed ? " && " : " || ");
    addHandler(
      handler,
      dag,
      { ...(depends === "" ? {} : { depends }), ...(observed || attempted.length === 0 ? { when: `${bodyFailure} != ''` } : {}) },
      bodyFailure,
      after + 1,
    );
  }
  if (cleanUp !== undefined) {
    const depends = [...attempted, ...(handler === undefined ? [] : [handler.local])].map(({ task }) => anyOutcome(task)).join(" && ");
    addHandler(cleanUp, dag, depends === "" ? {} : { depends }, bodyFailure, after + 2);
  }

  const bodyWentWell = attempted.map(succeededCode).join(" && ") || "true";
  const outputs = wanted.map(({ name }) => {
    const ofBody = bodyTexts.get(name) ?? "''";
    return {
      name,
      code: handler === undefined ? ofBody : `(${bodyWentWell}) ? ${ofBody} : tasks['${handler.local.task}'].outputs.parameters.${name}`,
    };
  });
  const caught = handler === undefined ? bodyFailure : `(${bodyFailure} == '' ? '' : ${failureOf(handler.local)})`;
  const failure = firstFailure([...(cleanUp === undefined ? [] : [failureOf(cleanUp.local)]), caught]);
  const target = [...(handler === undefined ? leaves : [handler.local.task]), ...(cleanUp === undefined ? [] : [cleanUp.local.task])];
  return sealDag(
    {
      name: dag.name,
      outputs,
      reporting,
      failure,
      succeeded: `${failure} == ''`,
      ...(reporting === "output" || target.length === 0 ? {} : { target: target.join(" ") }),
    },
    dag,
    lowering,
  );
}

interface Handler {
  readonly local: Local;
  readonly built: BuiltRegion;
}

/** Stands for the body's failure until all of the body's tasks are known. */
const FAILURE = "FAILURE__";

function buildCatch(
  handler: NonNullable<TryNode["catch"]>,
  dag: Dag,
  reporting: Reporting,
  wanted: readonly Wanted[],
  lowering: Lowering,
): Handler {
  dag.bindings.set(handler.error, { field: ERROR_FIELD, read: (path) => ({ slot: { code: FAILURE, tag: tagOf(FAILURE) }, rest: path }) });
  return buildHandler(
    "catch",
    handler.region,
    dag,
    reporting,
    wanted.map(({ name, path }) => ({ name, value: partAt(handler.region, path) })),
    lowering,
  );
}

const buildFinally = (region: Region, dag: Dag, reporting: Reporting, lowering: Lowering): Handler =>
  buildHandler("finally", region, dag, reporting, [], lowering);

function buildHandler(
  label: string,
  region: Region,
  dag: Dag,
  reporting: Reporting,
  outputs: readonly RegionOutput[],
  lowering: Lowering,
): Handler {
  const local = helperTask(label, dag.taskNames.of(label, label), reporting);
  // What a handler reads of the body may not be there.
  dag.guarded = true;
  const { result: built } = dag.collectReads(() =>
    buildRegion({ name: `${dag.name}-${label}`, region, reporting, outputs }, dag, lowering),
  );
  dag.guarded = false;
  return { local, built };
}

function addHandler(
  { local, built }: Handler,
  dag: Dag,
  edges: Pick<LoweredNode, "depends" | "when">,
  failure: Code,
  position: number,
): void {
  const parameters = (built.arguments?.parameters ?? []).map(({ name, value }) => ({ name, value: value.replaceAll(FAILURE, failure) }));
  dag.locals.set(`${local.node} `, local);
  addTask(dag, local, { template: built.template, arguments: { parameters }, ...edges }, new Set(), position);
}

function partAt(region: Region, path: readonly (string | number)[]): Value {
  const [name, ...rest] = path;
  return typeof name === "string"
    ? (pushPath(region.results[name], rest) ?? { kind: "absent" })
    : { kind: "record", fields: region.results };
}

/** Tasks of the body that no other task waits for. */
function leavesOf(dag: Dag): readonly string[] {
  const waited = new Set<string>();
  for (const { task } of dag.tasks)
    for (const [, name] of (task.depends ?? "").matchAll(/([A-Za-z][-A-Za-z0-9]*)\.(?:Succeeded|Skipped)/gu))
      if (name !== undefined) waited.add(name);
  return dag.tasks.map(({ task }) => task.name).filter((name) => !waited.has(name));
}

/** Whether a binding is read anywhere in a region. */
function readsId(region: Region, id: string): boolean {
  for (const value of Object.values(region.results)) for (const read of idsIn(value)) if (read === id) return true;
  return region.nodes.some((node) => readsOf(node).has(id));
}
