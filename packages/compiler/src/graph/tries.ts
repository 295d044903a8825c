/** `try`: regions for its parts, with what a variable holds after a failure read by whether its step succeeded. */
import type { Region, TryNode } from "@dagwright/ir";
import { refsOf, type Ref, type Value } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { Statement } from "../frontend/syntax.ts";
import type { Completion } from "./completion.ts";
import { dataValue } from "./data-value.ts";
import type { Frame } from "./frame.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { bindPattern } from "./patterns.ts";
import { mergeSides } from "./phis.ts";
import { Scope, type Binding } from "./scope.ts";
import { symbolic, UNDEFINED, type Val } from "./values.ts";

type TryStatement = Statement & { kind: "try" };

export function executeTry(it: Interpreter, statement: TryStatement, place: Place): Completion {
  const id = it.ids.allocate("try");
  const bodyFrame = it.frame("try", place.frame);
  const tried = it.executeBlock(statement.block.statements, { ...place, frame: bodyFrame });
  const caught = statement.catch === undefined ? undefined : executeCatch(it, statement.catch, bodyFrame, place);
  const last = statement.finally === undefined ? undefined : executeFinally(it, statement.finally, bodyFrame, caught?.frame, place);

  const nothing: { completion: Completion; frame: Frame } = { completion: { kind: "thrown" }, frame: it.frame("side", place.frame) };
  const merged = mergeSides(it, id, [{ completion: tried, frame: bodyFrame }, caught ?? nothing], place, statement.span);
  const [bodyResults, catchResults] = merged.results;
  const started = it.start({ span: statement.span }, "", id, place, UNDEFINED, (base): TryNode => ({
    ...base,
    kind: "try",
    body: it.close(bodyFrame, bodyResults),
    ...(caught === undefined ? {} : { catch: { error: caught.error, region: it.close(caught.frame, catchResults) } }),
    ...(last === undefined ? {} : { finally: last }),
    phis: merged.phis,
  }));
  place.frame.await(started, it.now());
  merged.commit();
  return merged.completion;
}

function executeCatch(
  it: Interpreter,
  clause: NonNullable<TryStatement["catch"]>,
  tried: Frame,
  place: Place,
): { completion: Completion; frame: Frame; error: string } {
  const frame = it.frame("catch", place.frame);
  beginAfterFailure(it, frame, tried);
  const scope = new Scope(place.scope);
  const error = it.ids.allocate(clause.binding?.kind === "name" ? clause.binding.name : "error");
  const inner: Place = { ...place, scope, frame };
  if (clause.binding !== undefined) {
    bindPattern(it, clause.binding, { ...symbolic({ kind: "ref", node: error, path: [] }), isError: true }, undefined, inner, true);
  }
  return { completion: it.executeBlock(clause.block.statements, inner), frame, error };
}

function executeFinally(
  it: Interpreter,
  block: NonNullable<TryStatement["finally"]>,
  tried: Frame,
  caught: Frame | undefined,
  place: Place,
): Region {
  const frame = it.frame("finally", place.frame);
  beginAfterFailure(it, frame, tried);
  for (const binding of caught?.written ?? []) {
    if (binding.frame !== caught) frame.begin(binding, unreadable("it may have been assigned in `catch`"));
  }
  const completion = it.executeBlock(block.statements, { ...place, frame });
  if (completion.kind === "returned" || completion.kind === "maybe") it.report(body("DW2401", block));
  for (const binding of frame.written) {
    if (binding.frame !== frame) it.report(body("DW2116", block, { text: binding.name, why: "`finally` assigns it" }));
  }
  return it.close(frame, {});
}

/** What variables hold where the `try` block may have ended anywhere. */
function beginAfterFailure(it: Interpreter, frame: Frame, tried: Frame): void {
  const written = new Set<Binding>(tried.log.map((entry) => entry.binding).filter((binding) => binding.frame !== tried));
  for (const binding of written) frame.begin(binding, partialValue(it, binding, frame, tried));
}

function partialValue(it: Interpreter, binding: Binding, frame: Frame, tried: Frame): Val {
  const assignments = tried.log.filter((entry) => entry.binding === binding);
  if (assignments.some((entry) => !entry.exact)) return unreadable("it is assigned inside a block that goes on after it");
  let val = frame.parent?.valueOf(binding) ?? binding.initial;
  for (const entry of assignments) {
    const [now, before] = [dataValue(entry.val), dataValue(val)];
    if (now === undefined || before === undefined) return unreadable("it may hold a step that has not ended");
    // Glue in it may get a step of its own, which comes after what guards the assignment and can fail, too.
    const glue = refsOf(now).flatMap((ref) => definedIn(it, ref, tried));
    // What the value reads succeeded before the guards did, but it is read by a name of its own.
    const guards = new Set([...entry.guards, ...nodesRead(now, tried), ...glue]);
    val = symbolic(
      [...guards].reduceRight<Value>((inner, node) => ({ kind: "whenSucceeded", node, value: inner, otherwise: before }), now),
    );
  }
  return val;
}

/** The nodes of the tried block that a value reads. */
function nodesRead(value: Value, tried: Frame): readonly string[] {
  const own = new Set(tried.nodes.map(({ id }) => id));
  return refsOf(value)
    .map(({ node }) => node)
    .filter((node) => own.has(node));
}

/** The glue of the tried block that a reference reads. */
function definedIn(it: Interpreter, ref: Ref, tried: Frame): readonly string[] {
  const definition = it.definitions.of(ref);
  return definition?.frame === tried ? [definition.id] : [];
}

const unreadable = (why: string): Val => ({ kind: "unreadable", why });
