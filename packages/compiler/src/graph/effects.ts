/** What glue may not do: it runs wherever the target puts it, any number of times, on frozen values. */
import type { Diagnostic } from "@dagwright/ir";
import { body } from "../diagnostics/body.ts";
import type { Declaration } from "../frontend/frontend.ts";
import type { Expression, Handle, Statement } from "../frontend/syntax.ts";
import { checkReasons } from "./glue-failures.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { localeOf } from "./locale.ts";
import { copyingMethods, ELSEWHERE_ALONE, MADE_ANEW, withoutChange, withoutPart, withPart } from "./mutations.ts";
import { Scope } from "./scope.ts";
import { visibleBinding } from "./visible.ts";
import { isPattern, namesOf, partsOf, type Syntax } from "./walk-syntax.ts";

const OUTSIDE = new Set([
  "fetch",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "XMLHttpRequest",
  "WebSocket",
  "EventSource",
  "Worker",
  "globalThis",
  "require",
  "Bun",
  "Deno",
  "navigator",
  "window",
  "document",
  "localStorage",
  "alert",
  "eval",
  "Function",
  "WeakRef",
  "FinalizationRegistry",
]);
const RANDOM = new Set(["crypto", "performance"]);
const FILE_PROPERTIES = new Set(["path", "uri", "digest", "text", "json", "bytes", "files"]);

/** Why a global function, or a member of a global object, may not be used. */
export function refusalOf(object: string, name: string | undefined, at: Expression): Diagnostic | undefined {
  if (object === "Math" && name === "random") return body("DW2301", at, at);
  if (object === "Date" && (name === "now" || name === undefined)) return body("DW2301", at, at);
  if (RANDOM.has(object)) return body("DW2301", at, at);
  if (object === "process") return name === "env" || name === undefined ? body("DW2004", at, at) : body("DW2302", at, at);
  if (object === "Intl")
    return body("DW2303", at, {
      text: at.text,
      what: "language",
      help: "format it inside a component, or with `.toFixed()`, `.toISOString()` and the like",
    });
  if (OUTSIDE.has(object)) return body("DW2302", at, at);
  return undefined;
}

interface Walk {
  readonly it: Interpreter;
  readonly place: Place;
  /** Functions that have been looked into. */
  readonly seen: Set<Handle>;
  readonly outcome: { found: boolean };
  /** Names of what the code may change, in functions of the body, too. */
  readonly own: ReadonlySet<string>;
  /** Names that it may assign, whatever they hold. */
  readonly assigned: ReadonlySet<string>;
  /** What is evaluated beforehand. */
  readonly skip: ReadonlySet<Syntax>;
}

const NOTHING: ReadonlySet<never> = new Set<never>();

/** Reports everything in the expression, and in the functions it calls, that glue may not do. True = there is something. */
export function checkEffects(it: Interpreter, expression: Expression, place: Place): boolean {
  const walk: Walk = { it, place, seen: new Set(), outcome: { found: false }, own: NOTHING, assigned: NOTHING, skip: NOTHING };
  visit(walk, expression, NOTHING, "callback");
  return checkReasons(it, expression) || walk.outcome.found;
}

/** The same for a statement that is glue as a whole: it may change the variables `own`. */
export function checkBlock(
  it: Interpreter,
  statement: Statement,
  allowed: Pick<Walk, "own" | "assigned">,
  skip: ReadonlySet<Syntax>,
  place: Place,
): boolean {
  const walk: Walk = { it, place, seen: new Set(), outcome: { found: false }, ...allowed, skip };
  visit(walk, statement, new Set([...allowed.own, ...madeBy(it, [statement], allowed.own)]), "map");
  return checkReasons(it, statement) || walk.outcome.found;
}

function refuse(walk: Walk, diagnostic: Diagnostic): void {
  walk.outcome.found = true;
  walk.it.report(diagnostic);
}

/** `fresh` holds the names of values that the expression has made itself and may change. */
function visit(walk: Walk, node: Syntax, fresh: ReadonlySet<string>, method: string): void {
  if (walk.skip.has(node)) return;
  const locale = localeOf(walk.it, node);
  if (locale !== undefined) return refuse(walk, locale);
  switch (node.kind) {
    case "await":
      // Outside of callbacks it is evaluated beforehand and read as a root.
      if (method !== "callback") refuse(walk, body("DW2114", node, { text: node.text, method }));
      return;
    case "call":
      visitCall(walk, node, fresh, method);
      return;
    case "new":
      if (node.callee.kind === "identifier" && node.callee.name === "Date" && node.args.length === 0)
        return refuse(walk, body("DW2301", node, node));
      if (node.callee.kind === "identifier" && node.callee.name === "Promise") return refuse(walk, body("DW2302", node, node));
      break;
    case "property":
      if (FILE_PROPERTIES.has(node.name) && isArtifact(walk.it, node.object))
        return refuse(walk, body("DW2110", node, { text: node.text, property: node.name }));
      if (node.object.kind === "identifier" && walk.place.scope.find(node.object.name) === undefined) {
        const declaration = walk.it.frontend.resolve(node.object);
        const refused = declaration?.kind === "global" ? refusalOf(node.object.name, node.name, node) : undefined;
        if (refused !== undefined) return refuse(walk, refused);
      }
      break;
    case "identifier":
      visitName(walk, node);
      return;
    case "expression":
      // Nobody reads what it gives, so it is called for what it does to the object.
      if (callsOwnMethod(walk, node.expression, fresh))
        return refuse(walk, body("DW2109", node.expression, { text: node.expression.text, help: ELSEWHERE_ALONE, why: MADE_ANEW }));
      break;
    case "assignment":
      if (
        isPattern(node.target)
          ? !namesOf(node.target).every((name) => fresh.has(name))
          : !isFresh(node.target, fresh) && !isAssigned(walk, node.target)
      ) {
        refuse(
          walk,
          body("DW2109", node, { text: node.text, help: isPattern(node.target) ? "make a new value" : withPart(node.target, node) }),
        );
      }
      break;
    case "update":
      if (!isFresh(node.operand, fresh) && !isAssigned(walk, node.operand))
        refuse(walk, body("DW2109", node, { text: node.text, help: withPart(node.operand, node) }));
      break;
    case "unary":
      if (node.op === "delete" && !isFresh(node.operand, fresh))
        refuse(walk, body("DW2109", node, { text: node.text, help: withoutPart(node.operand) }));
      break;
    case "function": {
      if (node.generator) return refuse(walk, body("DW2100", node, { text: node.text, words: "a generator" }));
      const inner = method === "callback" ? "map" : method;
      const names = new Set([...fresh, ...madeInside(walk.it, node)]);
      for (const part of partsOf(node)) visit(walk, part, names, inner);
      return;
    }
    case "other":
      if (/this|import|yield|super/u.test(node.words))
        return refuse(
          walk,
          node.words.includes("this") ? body("DW2112", node, node) : body("DW2100", node, { text: node.text, words: node.words }),
        );
      break;
    default:
      break;
  }
  for (const part of partsOf(node)) visit(walk, part, fresh, method);
}

const isAssigned = ({ assigned }: Walk, target: Expression): boolean => target.kind === "identifier" && assigned.has(target.name);

function visitCall(walk: Walk, node: Expression & { kind: "call" }, fresh: ReadonlySet<string>, method: string): void {
  const { it, place } = walk;
  const { callee } = node;
  const name = callee.kind === "property" ? callee.name : undefined;
  if (name !== undefined && callee.kind === "property") {
    const help = copyingMethods.get(name);
    if (help !== undefined && !isFresh(callee.object, fresh)) {
      refuse(
        walk,
        body("DW2109", node, { text: node.text, help: help(callee.object.text, node.args.map((argument) => argument.text).join(", ")) }),
      );
    }
  }
  if (callee.kind === "property" && !isFresh(callee.object, fresh)) {
    const instance = it.frontend.facts(callee.object).instanceOf;
    const args = node.args.map((argument) => argument.text).join(", ");
    const help = instance?.isBuiltIn === true ? withoutChange(instance.name, callee.name, callee.object.text, args) : undefined;
    if (help !== undefined) return refuse(walk, body("DW2109", node, { text: node.text, help, why: MADE_ANEW }));
  }
  const binding = callee.kind === "identifier" ? visibleBinding(it, callee, place) : undefined;
  const local = binding === undefined ? undefined : place.frame.valueOf(binding);
  const declaration = local === undefined ? it.frontend.resolve(callee) : undefined;
  if (local?.kind === "step" || declaration?.kind === "declared" || (declaration?.kind === "surface" && declaration.name === "approval")) {
    return refuse(walk, body("DW2114", node, { text: node.text, method: method === "callback" ? "map" : method }));
  }
  if (declaration?.kind === "global") {
    const refused = refusalOf(declaration.name, undefined, node);
    if (refused !== undefined) return refuse(walk, refused);
  }
  if (declaration?.kind === "moduleFunction") lookInto(walk, declaration, node);
  const isArtifactMaker = callee.kind === "property" && it.frontend.resolve(callee.object)?.kind === "artifactType";
  if (isArtifactMaker) return refuse(walk, body("DW2304", node, node));
  if (callee.kind !== "identifier") visit(walk, callee, fresh, method);
  else if (declaration?.kind !== "global") visitName(walk, callee);
  for (const argument of node.args) {
    const isCallback = argument.kind === "function";
    // What a fold is given to start with is its own.
    const [accumulator] = isCallback && (name === "reduce" || name === "reduceRight") ? argument.parameters : [];
    const names = accumulator === undefined ? fresh : new Set([...fresh, ...namesOf(accumulator.pattern)]);
    visit(walk, argument, names, isCallback ? (name ?? "map") : method);
  }
}

/** `tally.count(name)` on an instance of a class of somebody's, held by a variable of the pipeline: glue makes a new one wherever it is read. */
function callsOwnMethod({ it, place }: Pick<Walk, "it" | "place">, call: Expression, fresh: ReadonlySet<string>): boolean {
  if (call.kind !== "call" || call.callee.kind !== "property") return false;
  const { object } = call.callee;
  if (object.kind !== "identifier" || isFresh(object, fresh) || visibleBinding(it, object, place) === undefined) return false;
  return it.frontend.facts(object).instanceOf?.isBuiltIn === false;
}

/** Reports a statement that only changes an object. True = it does. */
export function checkStatement(it: Interpreter, expression: Expression, place: Place): boolean {
  const found = callsOwnMethod({ it, place }, expression, NOTHING);
  if (found) it.report(body("DW2109", expression, { text: expression.text, help: ELSEWHERE_ALONE, why: MADE_ANEW }));
  return found;
}

/** A helper: what it does, glue does. Functions of packages are taken on trust, except Node's own. */
function lookInto(walk: Walk, declaration: Declaration & { kind: "moduleFunction" }, at: Expression): void {
  if (declaration.package !== undefined) return;
  if (walk.seen.has(declaration.handle)) return;
  walk.seen.add(declaration.handle);
  if (declaration.fn.async) return refuse(walk, body("DW2300", at, { text: at.text, name: declaration.name }));
  const names = new Set(madeInside(walk.it, declaration.fn));
  const inner = atModuleLevel(walk);
  for (const part of partsOf(declaration.fn)) visit(inner, part, names, "map");
}

const atModuleLevel = (walk: Walk): Walk => ({ ...walk, place: { ...walk.place, scope: new Scope() }, own: NOTHING, assigned: NOTHING });

function visitName(walk: Walk, node: Expression & { kind: "identifier" }): void {
  const { it, place } = walk;
  const binding = visibleBinding(it, node, place);
  if (binding !== undefined) {
    const val = place.frame.valueOf(binding);
    if (val.kind !== "function" || walk.seen.has(val.fn.handle)) return;
    walk.seen.add(val.fn.handle);
    visit({ ...walk, place: { ...place, scope: val.scope } }, val.fn, walk.own, "map");
    return;
  }
  const declaration = it.frontend.resolve(node);
  if (declaration?.kind === "global") {
    const refused = node.name === "Date" || node.name === "process" ? undefined : refusalOf(node.name, undefined, node);
    if (refused !== undefined) refuse(walk, refused);
  }
  if (declaration?.kind === "moduleVariable" && !declaration.constant) refuse(walk, body("DW2002", node, node));
  if (declaration?.kind === "moduleFunction") lookInto(walk, declaration, node);
  if (
    declaration?.kind === "moduleVariable" &&
    declaration.init !== undefined &&
    declaration.package === undefined &&
    !walk.seen.has(declaration.handle)
  ) {
    walk.seen.add(declaration.handle);
    visit(atModuleLevel(walk), declaration.init, new Set(), "map");
  }
}

const isArtifact = (it: Interpreter, expression: Expression): boolean => {
  const result = it.frontend.typeOf(expression);
  return "type" in result && result.type.kind === "artifact";
};

/** Variables a function declares with a value of its own making. */
const madeInside = (it: Interpreter, fn: Syntax): readonly string[] => madeBy(it, partsOf(fn), NOTHING);

function madeBy(it: Interpreter, code: readonly Syntax[], own: ReadonlySet<string>): readonly string[] {
  const names: string[] = [...own];
  const look = (node: Syntax): void => {
    if (node.kind === "variable") {
      for (const { pattern, init } of node.declarations) {
        if (node.declaration !== "const" && pattern.kind === "name") names.push(pattern.name);
        else if (init !== undefined && pattern.kind === "name" && isFresh(init, new Set(names))) names.push(pattern.name);
      }
    }
    if (node.kind === "forOf" && walksOwn(it, node.items, new Set(names))) names.push(...namesOf(node.pattern));
    if (node.kind === "for" && node.init?.kind === "variable") look(node.init);
    for (const part of partsOf(node)) if (part.kind !== "function") look(part);
  };
  code.forEach(look);
  return names;
}

const COPYING = new Set([
  "map",
  "filter",
  "slice",
  "concat",
  "flat",
  "flatMap",
  "toSorted",
  "toReversed",
  "toSpliced",
  "with",
  "split",
  "keys",
  "values",
  "entries",
  "from",
  "fromEntries",
  "of",
  "assign",
]);

/** Whether a loop walks over what a `Map` or a record of one's own holds: lists that were put there to grow, most of the time. */
function walksOwn(it: Interpreter, items: Expression, fresh: ReadonlySet<string>): boolean {
  if (items.kind === "identifier") return isFresh(items, fresh) && it.frontend.facts(items).instanceOf?.name === "Map";
  if (items.kind !== "call" || items.callee.kind !== "property" || !["values", "entries"].includes(items.callee.name)) return false;
  const [first] = items.args;
  const { object } = items.callee;
  return object.kind === "identifier" && object.name === "Object"
    ? first !== undefined && first.kind === "identifier" && isFresh(first, fresh)
    : walksOwn(it, object, fresh);
}

/** Whether an expression gives a value that nobody else holds. */
export function isFresh(expression: Expression, fresh: ReadonlySet<string>): boolean {
  switch (expression.kind) {
    case "identifier":
      return fresh.has(expression.name);
    case "property":
    case "element":
      return isFresh(expression.object, fresh);
    case "array":
    case "object":
    case "new":
    case "literal":
    case "template":
      return true;
    case "call":
      // What a collection of one's own gives back was put there: `groups.get(key)`.
      return expression.callee.kind === "property" && (COPYING.has(expression.callee.name) || isFresh(expression.callee.object, fresh));
    case "binary":
      return (expression.op === "??" || expression.op === "||") && isFresh(expression.left, fresh) && isFresh(expression.right, fresh);
    case "conditional":
      return isFresh(expression.then, fresh) && isFresh(expression.else, fresh);
    case "assignment":
      return !isPattern(expression.target) && isFresh(expression.target, fresh);
    default:
      return false;
  }
}
