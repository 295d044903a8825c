/** The words that explanations are made of. */
import type { Value } from "@dagwright/protocol";
import type { Node } from "../model.ts";
import { printValue } from "../print-value.ts";
import type { PlacedValue } from "../walk.ts";

const MOST = 4;
const LONGEST = 60;

/** `a`, `b` and `c`; of many, the first few. */
export function listed(texts: readonly string[]): string {
  const all = [...new Set(texts)];
  const shown = all.length <= MOST ? all : [...all.slice(0, MOST - 1), `${all.length - MOST + 1} others`];
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1) ?? ""}`;
}

export const quotedIds = (ids: readonly string[]): string => listed(ids.map((id) => `\`${id}\``));

export const counted = (count: number, what: string, plural = `${what}s`): string => `${count} ${count === 1 ? what : plural}`;

/** A value on one line, in code quotes. */
export function shortValue(value: Value): string {
  const text = value.kind === "glue" ? value.source.replaceAll(/\s+/gu, " ") : printValue(value);
  const short = text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
  // A template brings its own.
  return short.startsWith("`") ? short : `\`${short}\``;
}

/** Who reads a value, by the part it plays there. */
export function readerOf({ role, node }: PlacedValue): string {
  const id = node === undefined ? "" : `\`${node.id}\``;
  switch (role.kind) {
    case "argument":
      return `the argument \`${role.name}\` of ${id}`;
    case "option":
      return `the option \`${role.name}\` of ${id}`;
    case "condition":
      return `the condition of ${id}`;
    case "items":
      return `the list that ${id} goes through`;
    case "init":
    case "next":
      return `\`${role.name}\`, which the loop ${id} hands on`;
    case "while":
      return `the test of the loop ${id}`;
    case "message":
      return node?.kind === "approval" ? `the message of the approval ${id}` : `the message of the failure ${id}`;
    case "cause":
      return `the cause of the failure ${id}`;
    case "subject":
      return `the subject of the approval ${id}`;
    case "computed":
      return id;
    case "result":
      return node === undefined ? "what the pipeline returns" : `what ${id} gives`;
  }
}

/** A node that is no step, in a user's words. */
export function kindWord(node: Node): string {
  switch (node.kind) {
    case "task":
      return "a step";
    case "call":
      return "a pipeline";
    case "approval":
      return "an approval";
    case "branch":
      return "a branch";
    case "forEach":
      return "the list that a fan-out gives";
    case "loop":
      return "a loop";
    case "try":
      return "a try";
    case "group":
      return "the list that several steps give";
    case "fail":
      return "a failure";
    case "compute":
      return "glue";
  }
}
