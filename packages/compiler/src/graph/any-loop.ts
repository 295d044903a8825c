/** Which of its forms a loop takes: copies of its body, if nothing else comes of them; glue as a whole, if it starts no step; else the graph's. */
import type { Statement } from "../frontend/syntax.ts";
import { forEachBody, stepFree } from "./block-changes.ts";
import { executeBlockOfCode } from "./code-blocks.ts";
import { NORMAL, type Completion } from "./completion.ts";
import { executeFor, executeForOf, executeWhile } from "./for-loops.ts";
import type { Frame } from "./frame.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import type { Val } from "./values.ts";

type LoopStatement = Statement & { kind: "for" | "forOf" | "while" | "doWhile" };

export function executeAnyLoop(it: Interpreter, statement: LoopStatement, place: Place): Completion {
  const free = stepFree(it, statement, place);
  if (free === undefined) return inGraph(it, statement, place);
  // Once and for all, before anything is tried.
  for (const awaited of free.awaited) it.evaluate(awaited, place);
  if (isFolded(it, statement, place)) return NORMAL;
  const glue = it.speculate(() => executeBlockOfCode(it, statement, place));
  if (!glue.failed && glue.result !== undefined) return glue.result;
  const graph = it.speculate(() => inGraph(it, statement, place));
  // Of two ways that lead nowhere, glue is what people meant.
  if (graph.failed) (glue.failed ? glue : graph).diagnostics.forEach((diagnostic) => it.report(diagnostic));
  return graph.result;
}

/** `rows.forEach((row) => …)`, called for what it changes. Undefined = it is none, or can be none. */
export function executeForEach(it: Interpreter, statement: Statement & { kind: "expression" }, place: Place): Completion | undefined {
  if (forEachBody(statement.expression) === undefined || stepFree(it, statement, place) === undefined) return undefined;
  const { result, failed } = it.speculate(() => executeBlockOfCode(it, statement, place));
  return failed ? undefined : result;
}

function inGraph(it: Interpreter, statement: LoopStatement, place: Place): Completion {
  switch (statement.kind) {
    case "forOf":
      return executeForOf(it, statement, place);
    case "for":
      return executeFor(it, statement, place);
    case "while":
    case "doWhile":
      return executeWhile(it, statement, place);
  }
}

/** Reads it as copies of its body: if no node and no block comes of that, it is done. */
function isFolded(it: Interpreter, statement: LoopStatement, place: Place): boolean {
  const side = it.frame("side", place.frame);
  const forget = it.ids.tryOut();
  const before = it.definitions.size;
  const { failed } = it.speculate(
    () => inGraph(it, statement, { ...place, frame: side }),
    ({ kind }) =>
      kind === "normal" && side.size === 0 && it.definitions.all.slice(before).every(({ source }) => source.block === undefined),
  );
  if (failed) {
    forget();
    return false;
  }
  for (const binding of side.written)
    if (binding.frame !== side) place.frame.assign(binding, handedOver(side.valueOf(binding), side, place.frame));
  return true;
}

const handedOver = (val: Val, from: Frame, to: Frame): Val =>
  (val.kind === "list" || val.kind === "record") && val.owner === from ? { ...val, owner: to } : val;
