/** `try`: regions for its parts, with what a variable holds after a failure read by whether its step succeeded. */
import type { Region, TryNode } from "@dagwright/ir";
import { refsOf, type Ref, type Value } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { Block, Statement } from "../frontend/syntax.ts";
import { afterFailedTry } from "./after-failure.ts";
import { bindingOf } from "./binding-of.ts";
import { exitsOf, type Completion } from "./completion.ts";
import { dataValue } from "./data-value.ts";
import { asError } from "./errors.ts";
import type { Frame } from "./frame.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { bindPattern } from "./patterns.ts";
import { isOwnData } from "./pushes.ts";
import { mergeSides } from "./phis.ts";
import { Scope, type Binding } from "./scope.ts";
import { symbolic, UNDEFINED, type Val } from "./values.ts";
import { walk } from "./walk-syntax.ts";
import { writtenIn } from "./written.ts";

type TryStatement = Statement & { kind: "try" };

export function executeTry(it: Interpreter, statement: TryStatement, place: Place): Completion {
  const { span, text, handle, catch: clause } = statement;
  if (clause !== undefined && statement.finally !== undefined && readsAssigned(it, clause.block, statement.finally, place)) {
    // What `catch` assigns is read of the inner `try`, as a whole.
    const { finally: last, ...inner } = statement;
    return executeTry(it, { span, text, handle, kind: "try", block: { ...statement.block, statements: [inner] }, finally: last }, place);
  }
  const id = it.ids.allocate("try");
  const bodyFrame = it.frame("try", place.frame);
  const tried = it.executeBlock(statement.block.statements, { ...place, frame: bodyFrame });
  const caught = statement.catch === undefined ? undefined : executeCatch(it, statement.catch, bodyFrame, place);
  const last = statement.finally === undefined ? undefined : executeFinally(it, statement.finally, bodyFrame, caught?.frame, place);

  const nothing: { completion: Completion; frame: Frame } = { completion: { kind: "thrown" }, frame: it.frame("side", place.frame) };
  const merged = mergeSides(it, id, [{ completion: tried, frame: bodyFrame }, caught ?? nothing], place, statement.span, (binding) =>
    caught === undefined || last !== undefined ? undefined : afterFailedTry(it, bodyFrame, caught.frame, binding, place),
  );
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
    bindPattern(it, clause.binding, asError({ kind: "ref", node: error, path: [] }, tried.throws), undefined, inner, true);
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
  for (const exit of exitsOf(completion).exits.keys()) it.report(body("DW2401", block, { text: exit }));
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
  if (assignments.some((entry) => !entry.exact && entry.failed === undefined))
    return unreadable("it is assigned inside a block that goes on after it");
  let val = frame.parent?.valueOf(binding) ?? binding.initial;
  const isOwn = [val, ...assignments.map((entry) => entry.val)].every(isOwnData);
  for (const entry of assignments) {
    const [now, before] = [dataValue(entry.val), dataValue(val)];
    if (now === undefined || before === undefined) return unreadable("it may hold a step that has not ended");
    if (!entry.exact && entry.failed !== undefined) {
      const { node, after, val: left } = entry.failed;
      const failed = dataValue(left) ?? before;
      const within = guarded(it, [node], now, failed, tried);
      val = symbolic(guarded(it, after, within, before, tried, failed));
      continue;
    }
    val = symbolic(guarded(it, entry.guards, now, before, tried));
  }
  return isOwn && val.kind === "symbolic" ? { ...val, isOwn } : val;
}

/** `now` if all of these have succeeded, and all that it reads; else `before`. */
function guarded(it: Interpreter, nodes: readonly string[], now: Value, before: Value, tried: Frame, reads: Value = now): Value {
  // Glue in it may get a step of its own, which comes after what guards the assignment and can fail, too.
  const glue = refsOf(reads).flatMap((ref) => definedIn(it, ref, tried));
  // What the value reads succeeded before the guards did, but it is read by a name of its own.
  const guards = new Set([...nodes, ...nodesRead(reads, tried), ...glue]);
  return [...guards].reduceRight<Value>((inner, node) => ({ kind: "whenSucceeded", node, value: inner, otherwise: before }), now);
}

/** Whether `finally` reads a variable that `catch` assigns. */
function readsAssigned(it: Interpreter, handler: Block, last: Block, place: Place): boolean {
  const { assigned } = writtenIn(it, [handler], place);
  if (assigned.size === 0) return false;
  return [...walk(last)].some((node) => {
    const binding = node.kind === "identifier" ? bindingOf(it, node, place) : undefined;
    return binding !== undefined && assigned.has(binding);
  });
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
