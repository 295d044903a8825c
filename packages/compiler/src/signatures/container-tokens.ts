/** A container's command line, worked out over its inputs and outputs by name: no value is known yet. */
import type { ContainerToken, Diagnostic } from "@dagwright/ir";
import type { Field } from "@dagwright/protocol";
import { foldConstant } from "../constants/fold.ts";
import { declared } from "../diagnostics/interface.ts";
import type { Frontend } from "../frontend/frontend.ts";
import type { Expression } from "../frontend/syntax.ts";
import { ParameterPaths, returned, type ParameterPath } from "./parameters.ts";

interface Sides {
  readonly input: Readonly<Record<string, Field>>;
  /** Fields of the output object. */
  readonly output: Readonly<Record<string, Field>>;
}

type Report = (diagnostic: Diagnostic) => void;

/** Tokens of `command` or `args`: an array, or a function of inputs and outputs that gives one. */
export function containerTokens(
  frontend: Frontend,
  expression: Expression | undefined,
  sides: Sides,
  report: Report,
): readonly ContainerToken[] {
  if (expression === undefined) return [];
  const fn = functionBehind(frontend, expression);
  const list = fn === undefined ? expression : returned(fn);
  if (list === undefined) {
    report(declared("DW1011", { span: expression.span }, { text: expression.text, why: "the function does more than give back an array" }));
    return [];
  }
  return new Tokens(frontend, sides, report, fn === undefined ? undefined : new ParameterPaths(frontend, fn)).list(list);
}

function functionBehind(frontend: Frontend, expression: Expression): (Expression & { readonly kind: "function" }) | undefined {
  if (expression.kind === "function") return expression;
  if (expression.kind !== "identifier") return undefined;
  const declaration = frontend.resolve(expression);
  if (declaration?.kind === "moduleFunction") return declaration.fn;
  return declaration?.kind === "moduleVariable" && declaration.init?.kind === "function" ? declaration.init : undefined;
}

class Tokens {
  readonly #frontend: Frontend;
  readonly #sides: Sides;
  readonly #report: Report;
  readonly #paths: ParameterPaths | undefined;

  constructor(frontend: Frontend, sides: Sides, report: Report, paths: ParameterPaths | undefined) {
    this.#frontend = frontend;
    this.#sides = sides;
    this.#report = report;
    this.#paths = paths;
  }

  /** An array of tokens; conditions may choose between arrays. */
  list(expression: Expression): readonly ContainerToken[] {
    if (expression.kind === "array") {
      return expression.elements.flatMap((element) => {
        if (element.kind === "spread") return this.list(element.operand);
        // Lists inside the list are spread too, so that a condition can leave a flag out.
        if (isListLike(element)) return this.list(element);
        const token = this.#token(element);
        return token === undefined ? [] : [token];
      });
    }
    if (expression.kind === "conditional") return this.#choice(expression, (branch) => this.list(branch));
    const folded = foldConstant(this.#frontend, expression);
    if (!folded.constant || !Array.isArray(folded.value)) return this.#refuse(expression, "it is no array that is written out") ?? [];
    return folded.value.flatMap((item) =>
      typeof item === "object" ? (this.#refuse(expression, "it holds an object") ?? []) : [{ kind: "text" as const, text: String(item) }],
    );
  }

  #token(expression: Expression): ContainerToken | undefined {
    const path = this.#paths?.of(expression);
    if (path !== undefined) return this.#placeholder(path, expression);
    if (expression.kind === "template")
      return this.#concat(
        expression.parts.map((part) => (typeof part === "string" ? { kind: "text" as const, text: part } : this.#token(part))),
      );
    if (expression.kind === "binary" && expression.op === "+" && this.#frontend.facts(expression).primitive === "string") {
      return this.#concat([this.#token(expression.left), this.#token(expression.right)]);
    }
    const folded = foldConstant(this.#frontend, expression);
    if (folded.constant && (typeof folded.value === "string" || typeof folded.value === "number" || typeof folded.value === "boolean"))
      return { kind: "text", text: String(folded.value) };
    if (expression.kind === "conditional")
      return this.#one(
        expression,
        this.#choice(expression, (branch) => [this.#token(branch)].filter((token) => token !== undefined)),
      );
    if (expression.kind === "binary" && expression.op === "??") return this.#orElse(expression);
    return this.#refuse(
      expression,
      folded.constant ? "it is neither text nor a number" : "what it comes to is not known before the step runs",
    );
  }

  #placeholder({ parameter, path }: ParameterPath, at: Expression): ContainerToken | undefined {
    const [name, part, ...more] = path;
    const fields = parameter === 0 ? this.#sides.input : this.#sides.output;
    const field = name === undefined || !Object.hasOwn(fields, name) ? undefined : fields[name];
    if (name === undefined || field === undefined)
      return this.#refuse(at, name === undefined ? "it is the whole object; name a field" : "there is no such field");
    if (more.length > 0) return this.#refuse(at, "only fields of the input, and `.path` or `.uri` of artifacts, are known by name");
    if (parameter === 1)
      return part === "path"
        ? { kind: "outputPath", field: name }
        : this.#refuse(at, `an output has a \`.path\` only: \`${at.text}.path\``);
    if (field.type.kind === "artifact") {
      if (part === "path") return { kind: "inputPath", field: name };
      return part === "uri" ? { kind: "inputUri", field: name } : this.#refuse(at, `an artifact is given by its \`.path\` or \`.uri\``);
    }
    return part === undefined ? { kind: "input", field: name } : this.#refuse(at, "only whole fields of the input can be named");
  }

  /** A choice by whether an optional input is there. */
  #choice(
    expression: Expression & { readonly kind: "conditional" },
    read: (branch: Expression) => readonly ContainerToken[],
  ): readonly ContainerToken[] {
    const constant = foldConstant(this.#frontend, expression.test);
    if (constant.constant) return read(constant.value ? expression.then : expression.else);
    const presence = this.#presence(expression.test);
    if (presence === undefined) {
      return (
        this.#refuse(expression.test, "a container can only be told whether an optional input is there (`i.field !== undefined`)") ?? []
      );
    }
    const [then, otherwise] = presence.isPresent ? [expression.then, expression.else] : [expression.else, expression.then];
    return [{ kind: "whenPresent", field: presence.field, then: read(then), else: read(otherwise) }];
  }

  /** `i.field !== undefined`, or `i.field` where nothing that is there counts as false. */
  #presence(test: Expression): { readonly field: string; readonly isPresent: boolean } | undefined {
    if (test.kind === "unary" && test.op === "!") {
      const inner = this.#presence(test.operand);
      return inner === undefined ? undefined : { ...inner, isPresent: !inner.isPresent };
    }
    if (test.kind === "binary") {
      const isEqual = test.op === "===" || test.op === "==";
      if (!isEqual && test.op !== "!==" && test.op !== "!=") return undefined;
      const [side, nothing] = this.#isNothing(test.right, test.op) ? [test.left, true] : [test.right, this.#isNothing(test.left, test.op)];
      const field = nothing ? this.#optionalField(side) : undefined;
      return field === undefined ? undefined : { field: field.name, isPresent: !isEqual };
    }
    const field = this.#optionalField(test);
    if (field === undefined) return undefined;
    const { kind } = field.type;
    return kind === "artifact" || kind === "object" || kind === "array" || kind === "date" || kind === "record" || kind === "tuple"
      ? { field: field.name, isPresent: true }
      : undefined;
  }

  #isNothing(expression: Expression, op: string): boolean {
    const folded = foldConstant(this.#frontend, expression);
    return folded.constant && (folded.value === undefined || (folded.value === null && op.length === 2));
  }

  #optionalField(expression: Expression): (Field & { readonly name: string }) | undefined {
    const path = this.#paths?.of(expression);
    const [name, ...more] = path?.path ?? [];
    if (path?.parameter !== 0 || name === undefined || more.length > 0) return undefined;
    const field = Object.hasOwn(this.#sides.input, name) ? this.#sides.input[name] : undefined;
    return field?.optional === true ? { ...field, name } : undefined;
  }

  /** `i.field ?? "default"`. */
  #orElse(expression: Expression & { readonly kind: "binary" }): ContainerToken | undefined {
    const field = this.#optionalField(expression.left);
    if (field === undefined) return this.#refuse(expression.left, "it is no optional field of the input");
    const [then, otherwise] = [this.#token(expression.left), this.#token(expression.right)];
    return then === undefined || otherwise === undefined
      ? undefined
      : { kind: "whenPresent", field: field.name, then: [then], else: [otherwise] };
  }

  #one(expression: Expression, tokens: readonly ContainerToken[]): ContainerToken | undefined {
    const [token] = tokens;
    return tokens.length === 1 ? token : this.#refuse(expression, "it is no single token");
  }

  #concat(parts: readonly (ContainerToken | undefined)[]): ContainerToken | undefined {
    if (!parts.every((part) => part !== undefined)) return undefined;
    const flat = parts.flatMap((part) => (part.kind === "concat" ? part.parts : [part]));
    const merged: ContainerToken[] = [];
    for (const part of flat) {
      const last = merged.at(-1);
      if (part.kind === "text" && last?.kind === "text") merged[merged.length - 1] = { kind: "text", text: last.text + part.text };
      else merged.push(part);
    }
    const [only] = merged;
    return merged.length === 1 ? only : merged.length === 0 ? { kind: "text", text: "" } : { kind: "concat", parts: merged };
  }

  #refuse(at: Expression, why: string): undefined {
    this.#report(declared("DW1011", { span: at.span }, { text: at.text, why }));
    return undefined;
  }
}

const isListLike = (expression: Expression): boolean =>
  expression.kind === "array" || (expression.kind === "conditional" && (isListLike(expression.then) || isListLike(expression.else)));
