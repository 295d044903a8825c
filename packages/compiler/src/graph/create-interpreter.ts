/** Puts the parts of pass 4 together for one pipeline. */
import type { Diagnostic, Node, Region, StepConfig } from "@dagwright/ir";
import type { Field, Span, Value } from "@dagwright/protocol";
import { body, type BodyReport } from "../diagnostics/body.ts";
import type { Frontend, SurfaceDeclaration } from "../frontend/frontend.ts";
import type { Expression, FunctionExpression, Statement } from "../frontend/syntax.ts";
import type { Trace } from "../explain/trace.ts";
import { Definitions } from "./definitions.ts";
import { returnedHint } from "./choices.ts";
import { evaluateExpression } from "./expressions.ts";
import { Frame, type FrameKind, type Started } from "./frame.ts";
import { bindParameters } from "./functions.ts";
import { Ids } from "./ids.ts";
import type { Hint, Interpreter, NodeBase, Part, Place } from "./interpreter.ts";
import { awaitVal } from "./promises.ts";
import { Scope } from "./scope.ts";
import { executeBlock, executeStatements, sequence } from "./statements.ts";
import type { CallableStep } from "./step-table.ts";
import { startsSteps } from "./starts-steps.ts";
import { takesFailure } from "./takes-failure.ts";
import { forgotten } from "./stored.ts";
import { toValue } from "./to-value.ts";
import { UNDEFINED, type Val } from "./values.ts";
import { actsOn } from "./written.ts";

export interface InterpreterOptions {
  readonly frontend: Frontend;
  readonly report: BodyReport;
  readonly pipeline: string;
  readonly onFailure: Region["onFailure"];
  readonly isOrdered: boolean;
  readonly stepOf: (declaration: SurfaceDeclaration) => CallableStep | undefined;
  readonly configOf: (options: Expression) => StepConfig | undefined;
  /** Is told what each expression came to. */
  readonly trace?: Trace | undefined;
}

export interface GraphInterpreter extends Interpreter {
  /** The frame that a closed region was read in. */
  frameOf(region: Region): Frame | undefined;
}

export function createInterpreter(options: InterpreterOptions): GraphInterpreter {
  const { frontend, isOrdered, onFailure } = options;
  let clock = 0;
  let held: Diagnostic[] | undefined;
  const frames = new WeakMap<Region, Frame>();
  const awaited = new WeakMap<Scope, Map<Expression, Val>>();

  /** An `await` happens once in a scope, however often its value is asked for. */
  const once = (expression: Expression, scope: Scope, evaluate: () => Val): Val => {
    let known = awaited.get(scope);
    if (known === undefined) awaited.set(scope, (known = new Map<Expression, Val>()));
    const before = known.get(expression);
    if (before !== undefined) return before;
    const val = evaluate();
    known.set(expression, val);
    return val;
  };

  const it: GraphInterpreter = {
    frontend,
    ids: new Ids(),
    definitions: new Definitions(),
    bound: new Map(),
    tuples: new Set(),
    settled: new Map(),
    pipeline: options.pipeline,
    onFailure,
    isOrdered,
    report: (diagnostic) => {
      if (held === undefined) options.report(diagnostic);
      else held.push(diagnostic);
    },
    now: () => (clock += 1),
    stepOf: options.stepOf,
    configOf: options.configOf,
    startsSteps: (node, place) => startsSteps(it, node, place),
    evaluate: (expression, place, hint = {}) => {
      const evaluate = (): Val => evaluateExpression(it, expression, place, hint);
      const isChoice =
        expression.kind === "conditional" ||
        (expression.kind === "binary" && (expression.op === "&&" || expression.op === "||" || expression.op === "??"));
      const val =
        expression.kind === "await" || (isChoice && actsOn(it, expression, place)) || takesFailure(it, expression, place)
          ? once(expression, place.scope, evaluate)
          : evaluate();
      options.trace?.note(expression, place.frame, val);
      return val;
    },
    execute: (statements: readonly Statement[], place: Place) => executeStatements(it, statements, place),
    executeBlock: (statements: readonly Statement[], place: Place) => executeBlock(it, statements, place),
    sequence: (parts: readonly Part[], place: Place) => sequence(it, parts, place),
    invoke: (fn, scope, args, frame, returns) => invoke(it, fn, scope, args, frame, returns),
    awaitVal: (val: Val, expression: Expression, place: Place, hint?: Hint) => awaitVal(it, val, expression, place, hint),
    toValue: (val: Val, at: Expression | undefined, span: Span, place: Place): Value => toValue(it, val, at, span, place),
    start: (base, text, id, place, result, node) => start(it, base, text, id, place, result, node),
    frame: (kind: FrameKind, parent: Frame) => new Frame(kind, parent),
    close: (frame, results) => {
      for (const started of frame.floating) {
        it.report(body("DW2202", started, { text: started.text, help: started.text }));
        started.awaited = it.now();
      }
      for (const at of forgotten(frame)) it.report(body("DW2202", at, { text: at.text, help: at.text }));
      const region = frame.region(results, onFailure);
      frames.set(region, frame);
      return region;
    },
    speculate: (attempt, isWanted) => {
      const outer = held;
      const own: Diagnostic[] = [];
      held = own;
      const mark = options.trace?.mark();
      const result = attempt();
      held = outer;
      const failed = own.some((diagnostic) => diagnostic.severity === "error") || isWanted?.(result) === false;
      if (!failed) own.forEach((diagnostic) => it.report(diagnostic));
      else if (mark !== undefined) options.trace?.forget(mark);
      return { result, failed, diagnostics: own };
    },
    frameOf: (region) => frames.get(region),
  };
  return it;
}

function invoke(
  it: Interpreter,
  fn: FunctionExpression,
  outer: Scope,
  args: readonly Val[],
  frame: Frame,
  returns: Field | undefined,
): Val {
  const place: Place = { scope: new Scope(outer), frame, fn: { returns, boundary: frame, span: fn.span } };
  bindParameters(it, { fn }, args, place);
  if (fn.body.kind !== "block") return it.awaitVal(it.evaluate(fn.body, place, returnedHint(fn.body, returns)), fn.body, place);
  const completion = it.execute(fn.body.statements, place);
  return completion.kind === "returned" || completion.kind === "maybe" ? completion.val : UNDEFINED;
}

function start(
  it: Interpreter,
  base: { readonly span: Span },
  text: string,
  id: string,
  place: Place,
  result: Val,
  node: (base: NodeBase) => Node,
): Started {
  for (let frame: Frame | undefined = place.frame; frame !== undefined; frame = frame.parent) {
    if (frame.kind === "constant") it.report(body("DW2100", base, { text, words: "a step in a constant" }));
  }
  const after = it.isOrdered ? place.frame.frontier : [];
  const started: Started = {
    frame: place.frame,
    id,
    called: it.now(),
    after,
    result,
    span: base.span,
    text,
    awaited: undefined,
    output: undefined,
  };
  place.frame.add(node({ id, span: base.span, order: after }), started);
  return started;
}
