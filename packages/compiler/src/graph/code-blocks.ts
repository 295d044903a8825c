/** A loop that starts no step is glue as a whole: it runs as one piece, and leaves its results in the variables that it changes. */
import type { Field, Value } from "@dagwright/protocol";
import { body } from "../diagnostics/body.ts";
import type { TypeResult } from "../frontend/frontend.ts";
import type { Statement } from "../frontend/syntax.ts";
import { EXIT, type GlueBlock, type GlueSource } from "../passes/glue-source.ts";
import { boundaryTo } from "./boundaries.ts";
import { calledForEffect, changesOf, isChangeable, reachedBy, stepFree, type Changes } from "./block-changes.ts";
import { blockVariable, type BlockVariable } from "./block-variables.ts";
import { NORMAL, type Completion } from "./completion.ts";
import { cannotThrow } from "./cannot-throw.ts";
import type { Definition } from "./definitions.ts";
import { checkBlock } from "./effects.ts";
import { closureOf, collected, noParts } from "./glue-parts.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { freeName } from "./phis.ts";
import { isOwnData } from "./pushes.ts";
import type { Binding } from "./scope.ts";
import { markOwn } from "./throws.ts";
import { POISON, symbolic, UNDEFINED, type Val } from "./values.ts";
import { walk } from "./walk-syntax.ts";

type Return = Statement & { kind: "return" };

/** Undefined = it is no such statement, or something in it has been reported. */
export function executeBlockOfCode(it: Interpreter, statement: Statement, place: Place): Completion | undefined {
  const free = stepFree(it, statement, place);
  if (free === undefined) return undefined;
  const returns = returnsIn(statement);
  const { returns: returned } = place.fn;
  if (returned === undefined && returns.some(({ value }) => value !== undefined)) return undefined;
  const code = reachedBy(it, statement, place);
  const changes = changesOf(it, code, place);
  if (!areInReach(it, statement, changes, place)) return undefined;
  // A variable that the loop assigns may get something new before that is changed, unless another holds what it has.
  const isOwn = (binding: Binding): boolean =>
    !changes.mutated.has(binding) ||
    isChangeable(it, binding, place) ||
    (changes.assigned.has(binding) && !isOwnData(place.frame.valueOf(binding)));
  const own = new Set([...changes.assigned, ...changes.mutated].filter(isOwn));
  const namesOf = (bindings: Iterable<Binding>): ReadonlySet<string> => new Set([...bindings].map(({ name }) => name));
  const allowed = { own: namesOf(own), assigned: namesOf(changes.assigned) };
  if (checkBlock(it, statement, allowed, new Set(free.awaited), place)) return undefined;
  const throws = calledForEffect(it, statement);
  // It can only be looked at.
  if (own.size === 0 && returns.length === 0 && throws === undefined) return NORMAL;
  const parts = noParts(own);
  const closure = closureOf(it, statement, free.awaited, place, parts);
  const variables = [...own].map((binding) =>
    blockVariable(it, { binding, statement, isMutated: changes.mutated.has(binding) }, place, parts),
  );
  if (parts.failed) return undefined;
  const source: Omit<GlueSource, "code"> & { readonly block: GlueBlock } = {
    ...closure,
    expression: { span: statement.span, text: statement.text, handle: statement.handle, kind: "other", words: "a loop" },
    as: "value",
    select: [],
    block: {
      statement: statement.handle,
      variables: variables.map(({ variable }) => variable),
      returns: returns.map(({ handle, value }) => ({ statement: handle, value: value?.handle })),
      gives: "",
    },
  };
  return new Block(it, { statement, place, source, parts: collected(parts), variables, isLeft: returns.length > 0, throws }).give();
}

interface Output {
  readonly code: string;
  /** None = it has no schema. */
  readonly field: Field | undefined;
}

interface Handed {
  readonly key: string;
  readonly code: string;
  readonly field: Field;
}

const recordOf = (outputs: readonly { readonly key: string; readonly code: string }[]): string =>
  `{ ${outputs.map(({ key, code }) => `${JSON.stringify(key)}: ${code}`).join(", ")} }`;

const NO_SCHEMA: TypeResult = { problems: [{ code: "notJson", path: "", reason: "holds values that do not survive JSON" }] };

interface Plan {
  readonly statement: Statement;
  readonly place: Place;
  readonly source: Omit<GlueSource, "code"> & { readonly block: GlueBlock };
  readonly parts: Pick<Definition, "roots" | "constants">;
  readonly variables: readonly BlockVariable[];
  /** Whether a `return` may leave it. */
  readonly isLeft: boolean;
  /** What it is run for, besides its results. */
  readonly throws: string | undefined;
}

class Block {
  readonly #it: Interpreter;
  readonly #plan: Plan;

  constructor(it: Interpreter, plan: Plan) {
    this.#it = it;
    this.#plan = plan;
  }

  give(): Completion {
    const { statement, place, variables, isLeft, throws } = this.#plan;
    const outputs: Record<string, Output> = {};
    const { returns } = place.fn;
    const isTold = isLeft && (returns === undefined || returns.optional === true);
    if (isTold) outputs["done"] = { code: `${EXIT} !== undefined`, field: { type: { kind: "boolean" } } };
    if (isLeft && returns !== undefined) outputs["value"] = { code: `${EXIT}?.[0]`, field: { ...returns, optional: true } };
    const keys = new Map<Binding, string>();
    for (const { binding, field } of variables) {
      const key = freeName(binding.name, outputs);
      keys.set(binding, key);
      outputs[key] = { code: binding.name, field };
    }
    const at = this.#results(outputs, throws);
    // What it had assigned before it threw is known to nobody.
    const isExact = cannotThrow(statement);
    for (const { binding, isOwn } of variables) {
      const val = at(keys.get(binding) ?? "");
      place.frame.assign(binding, isOwn && val.kind === "symbolic" ? { ...val, isOwn } : val, isExact);
    }
    if (!isLeft) return NORMAL;
    // What is always something tells by itself whether it was returned.
    const value = returns === undefined ? UNDEFINED : at("value");
    const done = isTold ? at("done") : value;
    if (done.kind !== "symbolic") return NORMAL;
    const flag: Value = isTold ? done.value : { kind: "compare", op: "!==", left: done.value, right: { kind: "absent" } };
    return { kind: "maybe", exits: new Map([["return", flag]]), val: value, falls: true };
  }

  /** Reads of the outputs: those with a schema are handed on, and what has none is there for glue, with all the others. */
  #results(outputs: Readonly<Record<string, Output>>, throws: string | undefined): (key: string) => Val {
    const all = Object.entries(outputs);
    const handed = all.flatMap(([key, { code, field }]) => (field === undefined ? [] : [{ key, code, field }]));
    const whole =
      handed.length < all.length
        ? this.#define(recordOf(all.map(([key, { code }]) => ({ key, code }))), NO_SCHEMA, { keys: [] })
        : undefined;
    const node = this.#handedOn(handed, whole, throws);
    return (key) => {
      if (outputs[key]?.field === undefined) return whole === undefined ? POISON : symbolic({ kind: "ref", node: whole.id, path: [key] });
      return symbolic({ kind: "ref", node, path: handed.length === 1 ? [] : [key] });
    };
  }

  #handedOn(outputs: readonly Handed[], whole: Definition | undefined, throws: string | undefined): string {
    const [only, ...others] = outputs;
    if (only === undefined && throws === undefined) return "";
    const isSingle = only !== undefined && others.length === 0;
    const field: Field =
      only === undefined
        ? { type: { kind: "boolean" } }
        : isSingle
          ? only.field
          : { type: { kind: "object", fields: Object.fromEntries(outputs.map(({ key, field: inner }) => [key, inner])) } };
    const definition = this.#define(
      only === undefined ? "true" : isSingle ? only.code : recordOf(outputs),
      { type: field.type, optional: field.optional === true },
      { keys: outputs.map(({ key }) => key), ...(whole === undefined ? {} : { whole }), ...(isSingle ? { only: only.key } : {}) },
    );
    const names = outputs.map(({ key }) => key).filter((key) => key !== "done" && key !== "value");
    definition.name = names.slice(0, 3).join("-") || throws || "loop";
    return throws === undefined ? definition.id : this.#start(definition, field);
  }

  #define(
    code: string,
    type: TypeResult,
    { keys, ...rest }: Pick<Definition, "whole" | "only"> & { readonly keys: readonly string[] },
  ): Definition {
    const { statement, place, source, parts } = this.#plan;
    const names = [...new Set(keys.map((key) => (key === "done" || key === "value" ? "return" : key)))];
    const gives = names.length < 2 ? names.join("") : `{ ${names.join(", ")} }`;
    return this.#it.definitions.add({
      source: { ...source, code, block: { ...source.block, gives } },
      ...parts,
      ...rest,
      type,
      isOpaque: !("type" in type),
      text: statement.text,
      span: statement.span,
      frame: place.frame,
      at: this.#it.now(),
    });
  }

  /** It may throw an error of the pipeline's own, so it runs where it stands, whoever reads its results. */
  #start(definition: Definition, field: Field): string {
    const it = this.#it;
    const { statement, place } = this.#plan;
    markOwn(place);
    const id = it.ids.allocate(definition.name ?? "loop");
    const value: Value = { kind: "ref", node: definition.id, path: [] };
    const started = it.start({ span: statement.span }, statement.text, id, place, UNDEFINED, (base) => ({
      ...base,
      kind: "compute",
      value,
      type: field,
    }));
    place.frame.await(started, it.now());
    return id;
  }
}

/** Whether what it changes is its own to change here: nothing runs beside it, and the next turn of a loop around it gets it. */
function areInReach(it: Interpreter, statement: Statement, { assigned, mutated }: Changes, place: Place): boolean {
  const beyond = [...assigned, ...mutated].flatMap((binding) => {
    const boundary = boundaryTo(binding, place);
    return boundary === undefined ? [] : [{ binding, boundary }];
  });
  for (const { binding, boundary } of beyond) it.report(body(boundary === "turn" ? "DW2402" : "DW2115", statement, { text: binding.name }));
  return beyond.length === 0;
}

/** Its `return`s, those of functions in it left out. */
const returnsIn = (statement: Statement): readonly Return[] =>
  [...walk(statement, (node) => node.kind !== "function")].filter((node): node is Return => node.kind === "return");
