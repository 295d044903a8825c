/** Works out what an expression is before anything runs: literals, module constants, enums, and arithmetic over them. */
import type { Json } from "@dagwright/protocol";
import type { Frontend } from "../frontend/frontend.ts";
import type { BinaryOperator, Expression, ObjectMember } from "../frontend/syntax.ts";
import { enumObject } from "./enum-object.ts";

/** `value` undefined is the value `undefined`; else `at` is the part that stopped it and `why` ends a sentence about it. */
export type Folded =
  | { readonly constant: true; readonly value: Json | undefined }
  | { readonly constant: false; readonly at: Expression; readonly why: string };

const known = (value: Json | undefined): Folded => ({ constant: true, value });
const unknown = (at: Expression, why: string): Folded => ({ constant: false, at, why });

export function foldConstant(frontend: Frontend, expression: Expression): Folded {
  return new Folder(frontend).fold(expression);
}

class Folder {
  readonly #frontend: Frontend;
  /** Variables being worked out: a constant that is defined by itself has no value. */
  readonly #open = new Set<unknown>();

  constructor(frontend: Frontend) {
    this.#frontend = frontend;
  }

  fold(expression: Expression): Folded {
    switch (expression.kind) {
      case "literal":
        return known(expression.value);
      case "template":
        return this.#template(expression);
      case "identifier":
        return this.#name(expression) ?? unknown(expression, "is not known while compiling");
      case "property":
        return this.#name(expression) ?? this.#member(expression, expression.object, expression.name, expression.optional);
      case "element": {
        const index = this.fold(expression.index);
        if (!index.constant) return index;
        if (typeof index.value !== "string" && typeof index.value !== "number") return unknown(expression.index, "is no key");
        return this.#member(expression, expression.object, String(index.value), expression.optional);
      }
      case "array":
        return this.#array(expression.elements);
      case "object":
        return this.#object(expression, expression.members);
      case "unary":
        return this.#unary(expression);
      case "binary":
        return this.#binary(expression);
      case "conditional": {
        const test = this.fold(expression.test);
        return test.constant ? this.fold(isTruthy(test.value) ? expression.then : expression.else) : test;
      }
      case "call":
      case "new":
        return unknown(expression, "is a call, which is not made while compiling");
      case "await":
        return unknown(expression, "is awaited, and nothing runs while compiling");
      case "tagged":
        return unknown(expression, "is a call, which is not made while compiling");
      case "regularExpression":
        return unknown(expression, "is a regular expression");
      case "function":
        return unknown(expression, "is a function");
      case "assignment":
      case "update":
        return unknown(expression, "changes a variable");
      case "spread":
      case "hole":
        return unknown(expression, "has no value of its own");
      case "other":
        return unknown(expression, `is ${expression.words}`);
    }
  }

  /** What a name stands for; none for a member of a value. */
  #name(expression: Expression): Folded | undefined {
    const declaration = this.#frontend.resolve(expression);
    switch (declaration?.kind) {
      case undefined:
        return undefined;
      case "moduleVariable": {
        if (!declaration.constant) return unknown(expression, "is declared with `let` and may change; use `const`");
        if (declaration.init === undefined)
          return unknown(
            expression,
            declaration.package === undefined
              ? "has no initial value"
              : `belongs to the package \`${declaration.package}\`, whose values are not known while compiling`,
          );
        if (this.#open.has(declaration.handle)) return unknown(expression, "is defined by itself");
        this.#open.add(declaration.handle);
        const value = this.fold(declaration.init);
        this.#open.delete(declaration.handle);
        return value.constant ? value : unknown(expression, `is no constant: \`${shortened(value.at.text)}\` ${value.why}`);
      }
      case "enumMember":
        return declaration.value === undefined ? unknown(expression, "is computed") : known(declaration.value);
      case "enum": {
        return known(enumObject(declaration.members));
      }
      case "global":
        if (declaration.name === "undefined") return known(undefined);
        return declaration.name === "process"
          ? unknown(expression, "is read on the machine that compiles, not where the step runs")
          : unknown(expression, "is not known while compiling");
      case "local":
        return unknown(expression, "is a local variable");
      case "declared":
      case "surface":
      case "moduleFunction":
      case "class":
      case "artifactType":
        return unknown(expression, "is no value that could be written down");
      case "namespace":
        return undefined;
      case "other":
        return unknown(expression, `is ${declaration.words}`);
    }
  }

  #member(expression: Expression, object: Expression, name: string, optional: boolean): Folded {
    const whole = this.fold(object);
    if (!whole.constant) return whole;
    const { value } = whole;
    if (value === undefined || value === null) return optional ? known(undefined) : unknown(object, "is nothing that has members");
    if (name === "length" && (typeof value === "string" || Array.isArray(value))) return known(value.length);
    if (typeof value === "object" && Object.hasOwn(value, name)) return known(Object.entries(value).find(([key]) => key === name)?.[1]);
    if (typeof value === "string" && /^\d+$/u.test(name)) return known(value[Number(name)]);
    return typeof value === "object" && !(name in Object.prototype) && !(name in Array.prototype)
      ? known(undefined)
      : unknown(expression, "is a method");
  }

  #template(expression: Expression & { kind: "template" }): Folded {
    let text = "";
    for (const part of expression.parts) {
      if (typeof part === "string") text += part;
      else {
        const value = this.fold(part);
        if (!value.constant) return value;
        if (typeof value.value === "object" && value.value !== null) return unknown(part, "is an object, which has no text");
        text += String(value.value);
      }
    }
    return known(text);
  }

  #array(elements: readonly Expression[]): Folded {
    const items: Json[] = [];
    for (const element of elements) {
      const value = this.fold(element.kind === "spread" ? element.operand : element);
      if (!value.constant) return value;
      if (element.kind === "spread") {
        if (typeof value.value !== "string" && !isList(value.value)) return unknown(element, "is no list");
        items.push(...Array.from<Json>(value.value));
      } else if (value.value === undefined) return unknown(element, "is `undefined`, which a list cannot hold");
      else items.push(value.value);
    }
    return known(items);
  }

  #object(expression: Expression, members: readonly ObjectMember[]): Folded {
    const entries: [string, Json][] = [];
    for (const member of members) {
      switch (member.kind) {
        case "property": {
          const value = this.fold(member.value);
          if (!value.constant) return value;
          if (value.value !== undefined) entries.push([member.name, value.value]);
          break;
        }
        case "computed": {
          const key = this.fold(member.key);
          const value = this.fold(member.value);
          if (!key.constant) return key;
          if (!value.constant) return value;
          if (!isPrimitive(key.value)) return unknown(member.key, "is no key");
          if (value.value !== undefined) entries.push([String(key.value), value.value]);
          break;
        }
        case "spread": {
          const value = this.fold(member.operand);
          if (!value.constant) return value;
          if (typeof value.value === "object" && value.value !== null) entries.push(...Object.entries(value.value));
          break;
        }
        case "method":
          return unknown(expression, "has a method");
      }
    }
    return known(Object.fromEntries(entries));
  }

  #unary(expression: Expression & { kind: "unary" }): Folded {
    const operand = this.fold(expression.operand);
    if (!operand.constant) return operand;
    const { value } = operand;
    switch (expression.op) {
      case "!":
        return known(!isTruthy(value));
      case "-":
        return typeof value === "number" ? finite(expression, -value) : unknown(expression, "is no number");
      case "+":
        return typeof value === "object" ? unknown(expression, "is no number") : finite(expression, Number(value));
      case "~":
        return typeof value === "number" ? known(~value) : unknown(expression, "is no number");
      case "typeof":
        return known(typeof value);
      case "void":
        return known(undefined);
      case "delete":
        return unknown(expression, "changes an object");
    }
  }

  #binary(expression: Expression & { kind: "binary" }): Folded {
    const left = this.fold(expression.left);
    if (!left.constant) return left;
    const { op } = expression;
    if (op === "&&" || op === "||" || op === "??") {
      const goesOn =
        op === "&&" ? isTruthy(left.value) : op === "||" ? !isTruthy(left.value) : left.value === undefined || left.value === null;
      return goesOn ? this.fold(expression.right) : left;
    }
    const right = this.fold(expression.right);
    if (!right.constant) return right;
    const value = calculate(op, left.value, right.value);
    return value === undefined
      ? unknown(expression, "is not known while compiling")
      : typeof value === "number"
        ? finite(expression, value)
        : known(value);
  }
}

const isTruthy = (value: Json | undefined): boolean => Boolean(value);
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
const finite = (at: Expression, value: number): Folded =>
  Number.isFinite(value) ? known(value) : unknown(at, `is ${value}, which JSON cannot hold`);
const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text).replace(/\s+/gu, " ");

function calculate(op: BinaryOperator, left: Json | undefined, right: Json | undefined): Json | undefined {
  if (op === "===") return isPrimitive(left) && isPrimitive(right) ? left === right : undefined;
  if (op === "!==") return isPrimitive(left) && isPrimitive(right) ? left !== right : undefined;
  if (op === "+" && (typeof left === "string" || typeof right === "string"))
    return isPrimitive(left) && isPrimitive(right) ? `${left}${right}` : undefined;
  if (typeof left === "string" && typeof right === "string") return compare(op, left, right);
  if (typeof left !== "number" || typeof right !== "number") return undefined;
  switch (op) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "%":
      return left % right;
    case "**":
      return left ** right;
    case "&":
      return left & right;
    case "|":
      return left | right;
    case "^":
      return left ^ right;
    case "<<":
      return left << right;
    case ">>":
      return left >> right;
    case ">>>":
      return left >>> right;
    default:
      return compare(op, left, right);
  }
}

const isPrimitive = (value: Json | undefined): value is string | number | boolean | null | undefined =>
  typeof value !== "object" || value === null;

function compare<T extends string | number>(op: BinaryOperator, left: T, right: T): boolean | undefined {
  switch (op) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    default:
      return undefined;
  }
}
