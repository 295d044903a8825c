/** Failures that glue reads: data there, and an `Error` in plain Node, so that only what both have may be asked of them. */
import { body } from "../diagnostics/body.ts";
import type { Expression, Pattern } from "../frontend/syntax.ts";
import { FIELDS, ownReasons } from "./errors.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { known, type Val } from "./values.ts";
import { partsOf, walk, type Syntax } from "./walk-syntax.ts";

type Test = Expression & { kind: "binary" };

/** Reports each `reason` of a rejected promise that is used as a whole. True = there is one. */
export function checkReasons(it: Interpreter, code: Syntax): boolean {
  const names = boundReasons(it, code);
  let found = false;
  const visit = (node: Syntax, parent: Syntax | undefined): void => {
    if (isReason(it, node, names) && !isAllowed(it, node, parent)) {
      found = true;
      it.report(body("DW2113", node, node));
    }
    // `reason instanceof Error ? reason.message : String(reason)`: what follows the colon never happens.
    const never = node.kind === "conditional" && isTest(node.test) && isReason(it, node.test.left, names) ? node.else : undefined;
    for (const part of partsOf(node)) if (part !== never) visit(part, node);
  };
  visit(code, undefined);
  return found;
}

function isAllowed(it: Interpreter, node: Expression, parent: Syntax | undefined): boolean {
  if (parent?.kind === "property" && parent.object === node) return FIELDS.has(parent.name);
  return isTest(parent) && parent.left === node && (parent.right.text === "Error" || !ownReasons(it));
}

const isTest = (node: Syntax | undefined): node is Test =>
  node?.kind === "binary" && node.op === "instanceof" && /^(?:Step)?Error$/u.test(node.right.text);

function isReason(it: Interpreter, node: Syntax, names: ReadonlySet<string>): node is Expression {
  if (node.kind === "identifier") return names.has(node.name);
  return node.kind === "property" && node.name === "reason" && it.frontend.facts(node.object).isRejection;
}

/** Names of callbacks' parameters that take a `reason` out of a rejection: any to TypeScript, as nothing else is. */
function boundReasons(it: Interpreter, code: Syntax): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (pattern: Pattern): void => {
    if (pattern.kind !== "objectPattern") return;
    for (const member of pattern.members) {
      if (member.key !== "reason" || member.pattern.kind !== "name") continue;
      const type = it.frontend.variableType(member.pattern.handle);
      if ("problems" in type && type.problems[0]?.code === "any") names.add(member.pattern.name);
    }
  };
  for (const node of walk(code)) if (node.kind === "function") for (const { pattern } of node.parameters) visit(pattern);
  return names;
}

/** `r.reason instanceof Error`, `error instanceof StepError` in glue: they are answered beforehand. */
export function errorTests(it: Interpreter, code: Syntax, place: Place): readonly { readonly test: Test; readonly val: Val }[] {
  const found: { test: Test; val: Val }[] = [];
  let names: ReadonlySet<string> | undefined;
  for (const node of walk(code)) {
    if (!isTest(node)) continue;
    const binding = node.left.kind === "identifier" ? place.scope.find(node.left.name) : undefined;
    const left = binding === undefined ? undefined : place.frame.valueOf(binding);
    if (left?.kind === "symbolic" && left.isError === true) found.push({ test: node, val: it.evaluate(node, place) });
    else if (isReason(it, node.left, (names ??= boundReasons(it, code)))) found.push({ test: node, val: known(true) });
  }
  return found;
}
