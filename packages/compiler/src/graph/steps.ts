/** Starting steps: components, other pipelines, approvals, and steps with options of their own. */
import { APPROVAL_FIELDS, effectiveConfig, type StepConfig } from "@dagwright/ir";
import type { Field, Type, Value } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { Expression } from "../frontend/syntax.ts";
import { literalOf, select } from "./data-value.ts";
import { nameDefinition } from "./glue-values.ts";
import type { Hint, Interpreter, Place } from "./interpreter.ts";
import { asKnown, POISON, symbolic, UNDEFINED, type StepVal, type Val } from "./values.ts";

type Args = Readonly<Record<string, Value>>;

export function startStep(
  it: Interpreter,
  { step, config, options = {} }: StepVal,
  argument: Val,
  call: Expression,
  place: Place,
  hint: Hint,
  type?: Type,
): Val {
  const args = argumentsOf(it, step.input, argument, call, place, type);
  if (args === undefined) return POISON;
  const id = it.ids.allocate(hint.name ?? step.name.split(".").at(-1) ?? step.name, step.name);
  const result: Val = step.output === undefined ? UNDEFINED : symbolic({ kind: "ref", node: id, path: [] });
  const started = it.start({ span: call.span }, call.text, id, place, result, (base) =>
    step.kind === "component"
      ? { ...base, kind: "task", component: step.key, args, config, ...(Object.keys(options).length === 0 ? {} : { options }) }
      : { ...base, kind: "call", pipeline: step.key, args },
  );
  started.output = step.output;
  return { kind: "started", started };
}

/** The one argument, field by field; what the step does not take is left out, as its schema would. */
function argumentsOf(
  it: Interpreter,
  input: Readonly<Record<string, Field>> | undefined,
  argument: Val,
  call: Expression,
  place: Place,
  type: Type | undefined,
): Args | undefined {
  if (argument.kind === "poison") return undefined;
  if (input === undefined) return {};
  const argumentExpression = call.kind === "call" ? call.args[0] : undefined;
  const settled = argument.kind === "glue" ? nameDefinition(it, argument, undefined, place) : argument;
  if (settled.kind === "poison") return undefined;
  const args: Record<string, Value> = {};
  let failed = false;
  const given = settled.kind === "symbolic" ? (type ?? typeOf(it, argumentExpression)) : undefined;
  for (const name of Object.keys(input)) {
    // An optional field that the argument's type does not have.
    if (given?.kind === "object" && !Object.hasOwn(given.fields, name)) continue;
    const value = fieldValue(it, settled, name, argumentExpression ?? call, place);
    if (value === undefined) failed = true;
    else if (value.kind !== "absent") args[name] = value;
  }
  if (failed) it.report(body("DW2307", argumentExpression ?? call, argumentExpression ?? call));
  return failed ? undefined : args;
}

function typeOf(it: Interpreter, expression: Expression | undefined): Type | undefined {
  const result = expression === undefined ? undefined : it.frontend.typeOf(expression);
  return result !== undefined && "type" in result ? result.type : undefined;
}

function fieldValue(it: Interpreter, argument: Val, name: string, at: Expression, place: Place): Value | undefined {
  if (argument.kind === "record") {
    const field = argument.fields.get(name);
    return field === undefined ? { kind: "absent" } : it.toValue(field, memberOf(at, name), memberOf(at, name)?.span ?? at.span, place);
  }
  const constant = asKnown(argument);
  if (constant !== undefined) {
    const { value } = constant;
    if (value === undefined || value === null) return { kind: "absent" };
    return select(literalOf(value), name);
  }
  if (argument.kind === "symbolic") return select(argument.value, name);
  it.toValue(argument, at, at.span, place);
  return undefined;
}

const memberOf = (at: Expression, name: string): Expression | undefined => {
  if (at.kind !== "object") return undefined;
  const member = at.members.find((candidate) => candidate.kind === "property" && candidate.name === name);
  return member?.kind === "property" ? member.value : undefined;
};

const APPROVAL_PARTS = ["message", "policy", "subject", "fields", "expires"] as const;

export function startApproval(it: Interpreter, argument: Val, call: Expression, place: Place, hint: Hint): Val {
  if (argument.kind === "poison") return argument;
  const at = call.kind === "call" ? (call.args[0] ?? call) : call;
  const part = (name: (typeof APPROVAL_PARTS)[number]): Val =>
    argument.kind === "record" ? (argument.fields.get(name) ?? UNDEFINED) : constantPart(argument, name);
  const constant = (name: (typeof APPROVAL_PARTS)[number]): unknown => {
    const found = asKnown(part(name));
    if (found === undefined)
      it.report(body("DW2001", memberOf(at, name) ?? at, { text: (memberOf(at, name) ?? at).text, what: `\`${name}\` of an approval` }));
    return found?.value;
  };
  const policy = constant("policy");
  const expires = constant("expires");
  const fields = approvalFields(constant("fields"));
  const subject = part("subject");
  const message = it.toValue(part("message"), memberOf(at, "message") ?? at, (memberOf(at, "message") ?? at).span, place);
  const seconds = typeof expires === "string" ? secondsOf(expires) : undefined;
  if (typeof expires === "string" && seconds === undefined) {
    it.report(body("DW2119", memberOf(at, "expires") ?? at, { text: expires }));
  }
  const id = it.ids.allocate(hint.name ?? "approval");
  const subjectValue = asKnown(subject) === undefined ? it.toValue(subject, memberOf(at, "subject"), at.span, place) : undefined;
  const started = it.start({ span: call.span }, call.text, id, place, symbolic({ kind: "ref", node: id, path: [] }), (base) => ({
    ...base,
    kind: "approval",
    message,
    fields,
    ...(typeof policy === "string" ? { policy } : {}),
    ...(subjectValue === undefined ? {} : { subject: subjectValue }),
    ...(seconds === undefined ? {} : { expiresSeconds: seconds }),
  }));
  started.output = { type: { kind: "object", fields: { ...fields, ...APPROVAL_FIELDS } } };
  return { kind: "started", started };
}

function constantPart(argument: Val, name: string): Val {
  const value = asKnown(argument)?.value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return UNDEFINED;
  return { kind: "known", value: Object.entries(value).find(([key]) => key === name)?.[1] };
}

function approvalFields(fields: unknown): Readonly<Record<string, Field>> {
  if (typeof fields !== "object" || fields === null) return {};
  return Object.fromEntries(
    Object.entries(fields).map(([name, wanted]: [string, unknown]): [string, Field] => {
      if (wanted === "number" || wanted === "boolean") return [name, { type: { kind: wanted } }];
      if (Array.isArray(wanted))
        return [name, { type: { kind: "literal", values: wanted.filter((value): value is string => typeof value === "string") } }];
      return [name, { type: { kind: "string" } }];
    }),
  );
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** `90s`, `15m`, `12h`, `2d`, `1w`. */
export function secondsOf(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([smhdw])$/u.exec(text.trim());
  const unit = UNITS[match?.[2] ?? ""];
  return match?.[1] === undefined || unit === undefined ? undefined : Number(match[1]) * unit;
}

/** `withOptions(step, { … })`; `decided` by the run. */
export function withConfig(val: Val, config: StepConfig, decided: Args): Val {
  if (val.kind !== "step") return val;
  const options = Object.fromEntries(Object.entries(val.options ?? {}).filter(([name]) => !says(config, name)));
  return { ...val, config: effectiveConfig(val.config, without(config, decided)), options: { ...options, ...decided } };
}

/** A constant that stands before what the run decides is never read. */
function without({ cpu, memory, gpu, timeoutSeconds, ...config }: StepConfig, decided: Args): StepConfig {
  return {
    ...config,
    ...(cpu === undefined || "cpu" in decided ? {} : { cpu }),
    ...(memory === undefined || "memory" in decided ? {} : { memory }),
    ...(gpu === undefined || "gpu" in decided ? {} : { gpu }),
    ...(timeoutSeconds === undefined || "timeout" in decided ? {} : { timeoutSeconds }),
  };
}

/** Whether the configuration says the option, by the name that a run's would have. */
function says({ cpu, memory, gpu, retries, timeoutSeconds, env, labels }: StepConfig, option: string): boolean {
  const [group = "", name = ""] = option.split(/\.(.*)/su);
  const plain: Readonly<Record<string, unknown>> = { cpu, memory, gpu, retries, timeout: timeoutSeconds };
  const named: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>> = { env, labels };
  return name === "" ? plain[group] !== undefined : named[group]?.[name] !== undefined;
}
