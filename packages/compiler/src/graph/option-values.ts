/** The options of `withOptions`: what the body knows is written in, because it is part of the graph; what a run decides becomes a value. */
import { isAssignable, RUN_TIME_OPTION, runTimeOptionField } from "@dagwright/ir";
import type { Json, Value } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { Expression, ObjectMember } from "../frontend/syntax.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { isOutside } from "./is-outside.ts";
import { asKnown, type Val } from "./values.ts";

export interface SplitOptions {
  /** As it would be written if what a run decides were not there. */
  readonly constant: Expression;
  /** By option: `memory`, `env.NAME`. */
  readonly decided: Readonly<Record<string, Value>>;
}

/** Undefined = some of it can be decided by no run, and that was said. */
export function splitOptions(it: Interpreter, options: Expression, place: Place): SplitOptions | undefined {
  const splitting = new Splitting(it, place);
  const constant = splitting.split(options, []);
  return constant === undefined || constant === DECIDED ? undefined : { constant, decided: Object.fromEntries(splitting.decided) };
}

const DECIDED = "decided";
/** What is left to be folded, if anything is. */
type Split = Expression | typeof DECIDED | undefined;

class Splitting {
  readonly decided = new Map<string, Value>();
  readonly #it: Interpreter;
  readonly #place: Place;

  constructor(it: Interpreter, place: Place) {
    this.#it = it;
    this.#place = place;
  }

  /** `path` is where in the options it stands: `["env", "NAME"]`. */
  split(at: Expression, path: readonly string[]): Split {
    if (at.kind === "object") return this.#members(at, path);
    const { result, failed } = this.#it.speculate(() => this.#it.evaluate(at, this.#place, {}));
    // Its own reader says what is wrong with it; a secret is none of the body's values.
    return failed ? at : this.#value(result, at, path);
  }

  /** `at` is the expression, or the one that it is a part of. */
  #value(val: Val, at: Expression, path: readonly string[], isPart = false): Split {
    const constant = asKnown(val);
    if (constant !== undefined) {
      this.#forget(path);
      return constant.value === undefined ? at : literal(constant.value, at);
    }
    if (val.kind === "record" && path.length < 2) {
      const parts = [...val.fields].map(([name, field]) => ({ name, value: this.#value(field, named(at, name), [...path, name], true) }));
      const members = parts.flatMap(({ name, value }) => (isLeft(value) ? [property(at, name, value)] : []));
      return parts.some(({ value }) => value === undefined) ? undefined : { ...base(at), kind: "object", members };
    }
    // What a module holds is no value of the body where a secret is part of it.
    if ((val.kind !== "symbolic" && val.kind !== "glue") || (val.kind === "glue" && isOutside(at, this.#place))) return at;
    const option = optionOf(path);
    if (!RUN_TIME_OPTION.test(option) || !(isPart || this.#fits(at, option))) return this.#refuse(at, path);
    this.#forget(path);
    this.decided.set(option, this.#it.toValue(val, at, at.span, this.#place));
    // Without it, the component's own retries would count, which may follow other failures.
    return option === "retries" ? literal(0, at) : DECIDED;
  }

  #members(at: Expression & { kind: "object" }, path: readonly string[]): Expression | undefined {
    const members = at.members.map((member) => this.#member(member, path));
    return members.includes(undefined) ? undefined : { ...at, members: members.filter((member) => isLeft(member)) };
  }

  #member(member: ObjectMember, path: readonly string[]): ObjectMember | typeof DECIDED | undefined {
    switch (member.kind) {
      case "property": {
        this.#forget([...path, member.name]);
        const value = this.split(member.value, [...path, member.name]);
        return isLeft(value) ? { ...member, value } : value;
      }
      case "spread": {
        const operand = this.split(member.operand, path);
        return isLeft(operand) ? { ...member, operand } : operand;
      }
      case "computed": {
        const key = asKnown(this.#it.speculate(() => this.#it.evaluate(member.key, this.#place, {})).result)?.value;
        if (typeof key !== "string") return member;
        const value = this.split(member.value, [...path, key]);
        return isLeft(value) ? property(member, key, value) : value;
      }
      case "method":
        return member;
    }
  }

  /** What stands later replaces what stands before it. */
  #forget(path: readonly string[]): void {
    if (path.length === 0) return;
    const option = optionOf(path);
    for (const name of this.decided.keys()) if (name === option || name.startsWith(`${option}.`)) this.decided.delete(name);
  }

  #fits(at: Expression, option: string): boolean {
    const found = this.#it.frontend.typeOf(at);
    return !("type" in found) || isAssignable(found.type, runTimeOptionField(option).type, this.#it.frontend.types());
  }

  #refuse(at: Expression, path: readonly string[]): undefined {
    const [option] = path;
    const what = option === undefined ? "which options a step has" : `\`${path.join(".")}\` of a step`;
    this.#it.report(body("DW2001", at, { text: at.text, what, help: HELP[option ?? ""] ?? CHOOSE }));
    return undefined;
  }
}

const CHOOSE = "choose between two calls: `big ? await withOptions(step, BIG)({ … }) : await step({ … })`";
const HELP: Readonly<Record<string, string | undefined>> = {
  "": "name the options: `withOptions(step, { memory: size.memory, cpu: size.cpu })`",
  env: "name the variables: `env: { NAME: settings.name }`",
  labels: "name the labels: `labels: { team: settings.team }`",
  retries: 'write `retries` as a number, or its `limit`: `retries: { limit: count, backoff: "30s" }`',
};

/** `retries` says how often; `backoff` and `on` are part of the graph. */
const optionOf = (path: readonly string[]): string => (path.join(".") === "retries.limit" ? "retries" : path.join("."));

const isLeft = <T extends object>(split: T | typeof DECIDED | undefined): split is T => typeof split === "object";

const base = ({ span, text, handle }: Expression | ObjectMember): Pick<Expression, "span" | "text" | "handle"> => ({ span, text, handle });

const named = (at: Expression, name: string): Expression => ({ ...at, text: `${at.text}.${name}` });

const property = (at: Expression | ObjectMember, name: string, value: Expression): ObjectMember => ({
  ...base(at),
  kind: "property",
  name,
  value,
  shorthand: false,
});

/** A constant as it would be written, at the place of the expression that gave it. */
function literal(value: Json, at: Expression): Expression {
  if (typeof value !== "object" || value === null) return { ...base(at), kind: "literal", value };
  if (Array.isArray(value)) return { ...base(at), kind: "array", elements: value.map((item: Json) => literal(item, at)) };
  return { ...base(at), kind: "object", members: Object.entries(value).map(([name, part]) => property(at, name, literal(part, at))) };
}
