/**
 * Pass 4: a pipeline's body to a graph. The body is run over symbols: a constant folds, an output is a reference, a step that is started is
 * a promise, and `await` moves what later steps come after. Mistakes are reported where they stand; what follows from them is silent.
 */
import type { PipelineInput, Region, StepConfig, TaskNode } from "@dagwright/ir";
import type { Field, Json } from "@dagwright/protocol";
import { constantDate } from "../constants/constant-date.ts";
import { body, type BodyReport } from "../diagnostics/body.ts";
import type { Trace } from "../explain/trace.ts";
import type { Frontend, SurfaceDeclaration } from "../frontend/frontend.ts";
import type { Expression, FunctionExpression, Pattern } from "../frontend/syntax.ts";
import { returnedHint } from "../graph/choices.ts";
import { createInterpreter, type GraphInterpreter } from "../graph/create-interpreter.ts";
import { endlessNumber } from "../graph/endless-number.ts";
import { Frame } from "../graph/frame.ts";
import type { Place } from "../graph/interpreter.ts";
import { constantPlace } from "../graph/module-values.ts";
import { bindPattern } from "../graph/patterns.ts";
import { Scope } from "../graph/scope.ts";
import { startStep } from "../graph/steps.ts";
import type { CallableStep } from "../graph/step-table.ts";
import { asKnown, symbolic, UNDEFINED } from "../graph/values.ts";

export interface PipelineSource {
  /** Its key in the document. */
  readonly name: string;
  readonly declaration: SurfaceDeclaration;
  readonly fn: FunctionExpression;
  /** By input; none = it takes nothing. */
  readonly input: Readonly<Record<string, Field>> | undefined;
  readonly output: Field | undefined;
  /** The argument between name and function. */
  readonly options: Expression | undefined;
}

export interface Graph {
  readonly source: PipelineSource;
  readonly inputs: Readonly<Record<string, PipelineInput>>;
  /** Glue in it is read by `@n`. */
  readonly body: Region;
  readonly onExit: TaskNode | undefined;
  readonly interpreter: GraphInterpreter;
}

export interface GraphContext {
  readonly frontend: Frontend;
  readonly report: BodyReport;
  readonly stepOf: (declaration: SurfaceDeclaration) => CallableStep | undefined;
  readonly configOf: (options: Expression) => StepConfig | undefined;
  readonly trace?: Trace | undefined;
}

export function graph(source: PipelineSource, context: GraphContext): Graph {
  const options = readOptions(source, context);
  const it = createInterpreter({ ...context, pipeline: source.name, onFailure: options.onFailure, isOrdered: options.isOrdered });
  const frame = new Frame("body");
  const place: Place = { scope: new Scope(), frame, fn: { returns: source.output, boundary: frame, span: source.fn.span } };
  const defaults = bindInput(it, source, place);
  const { fn } = source;
  const completion =
    fn.body.kind === "block"
      ? it.execute(fn.body.statements, place)
      : ({
          kind: "returned",
          val: it.awaitVal(it.evaluate(fn.body, place, returnedHint(fn.body, source.output)), fn.body, place),
        } as const);
  const val = completion.kind === "returned" || completion.kind === "maybe" ? completion.val : UNDEFINED;
  const value = source.output === undefined ? undefined : it.toValue(val, undefined, fn.span, place);
  const region = it.close(frame, value === undefined || value.kind === "absent" ? {} : { value });
  return { source, inputs: inputsOf(source, defaults), body: region, onExit: options.onExit(it), interpreter: it };
}

interface PipelineOptions {
  readonly onFailure: Region["onFailure"];
  readonly isOrdered: boolean;
  readonly onExit: (it: GraphInterpreter) => TaskNode | undefined;
}

function readOptions({ options, name }: PipelineSource, context: GraphContext): PipelineOptions {
  if (options === undefined) return { onFailure: "settle", isOrdered: true, onExit: () => undefined };
  const it = createInterpreter({ ...context, pipeline: name, onFailure: "settle", isOrdered: true });
  const val = it.evaluate(options, constantPlace(options), {});
  const option = (key: string): Json | undefined => {
    const field = val.kind === "record" ? val.fields.get(key) : undefined;
    const constant = field === undefined ? undefined : asKnown(field);
    if (field !== undefined && constant === undefined && key !== "onExit")
      it.report(body("DW2001", options, { text: options.text, what: `\`${key}\`` }));
    return constant?.value;
  };
  const exit = val.kind === "record" ? val.fields.get("onExit") : undefined;
  return {
    onFailure: option("onFailure") === "stop" ? "stop" : "settle",
    isOrdered: option("order") !== "dataflow",
    onExit: (graphInterpreter) => {
      if (exit?.kind !== "step" || exit.step.kind !== "component") return undefined;
      const frame = new Frame("body");
      const place = { ...constantPlace(options), frame };
      startStep(graphInterpreter, exit, symbolic({ kind: "ref", node: "input", path: [] }), options, place, {});
      const [node] = frame.nodes;
      return node?.kind === "task" ? node : undefined;
    },
  };
}

/** Binds the parameter to the inputs; what a destructuring default says is the input's default. */
function bindInput(it: GraphInterpreter, { fn, input }: PipelineSource, place: Place): ReadonlyMap<string, Json> {
  const defaults = new Map<string, Json>();
  const [parameter] = fn.parameters;
  if (parameter === undefined) return defaults;
  // Pass 3 has said that a step takes one object.
  if (parameter.rest || (parameter.pattern.kind !== "name" && parameter.pattern.kind !== "objectPattern")) return defaults;
  if (parameter.default !== undefined) {
    const whole = asKnown(it.evaluate(parameter.default, place, {}))?.value;
    if (typeof whole === "object" && whole !== null && !Array.isArray(whole))
      for (const [name, value] of Object.entries(whole)) defaults.set(name, value);
    else it.report(body("DW2001", parameter.default, { text: parameter.default.text, what: "the default of an input" }));
  }
  const { pattern } = parameter;
  if (pattern.kind === "name") {
    bindPattern(
      it,
      pattern,
      {
        kind: "record",
        fields: new Map(Object.keys(input ?? {}).map((name) => [name, symbolic({ kind: "ref", node: "input", path: [name] })])),
      },
      undefined,
      place,
      true,
    );
    return defaults;
  }
  for (const member of pattern.members) {
    if (member.default === undefined || typeof member.key !== "string") continue;
    const date = constantDate(it.frontend, member.default);
    const constant = date === undefined ? asKnown(it.evaluate(member.default, place, {})) : { value: date };
    // That `Infinity` is no data is said where the default is bound.
    if (constant === undefined && endlessNumber(it, member.default) === undefined)
      it.report(body("DW2001", member.default, { text: member.default.text, what: `the default of \`${member.key}\`` }));
    else if (constant?.value !== undefined) defaults.set(member.key, constant.value);
  }
  bindPattern(
    it,
    withoutDefaults(pattern, defaults),
    {
      kind: "record",
      fields: new Map(Object.keys(input ?? {}).map((name) => [name, symbolic({ kind: "ref", node: "input", path: [name] })])),
    },
    undefined,
    place,
    true,
  );
  return defaults;
}

/** The input's own default has taken effect before the body reads it. */
const withoutDefaults = (pattern: Pattern & { kind: "objectPattern" }, defaults: ReadonlyMap<string, Json>): Pattern => ({
  ...pattern,
  members: pattern.members.map((member) =>
    typeof member.key === "string" && defaults.has(member.key) ? { key: member.key, pattern: member.pattern } : member,
  ),
});

function inputsOf({ input }: PipelineSource, defaults: ReadonlyMap<string, Json>): Readonly<Record<string, PipelineInput>> {
  return Object.fromEntries(
    Object.entries(input ?? {}).map(([name, field]): [string, PipelineInput] => {
      const value = defaults.get(name);
      return [name, value === undefined ? field : { ...field, default: value }];
    }),
  );
}
