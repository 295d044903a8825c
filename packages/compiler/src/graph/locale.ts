/** What gives another result on a machine with another language or time zone: plain Node runs a body where the developer sits. */
import type { Diagnostic } from "@dagwright/ir";
import { body } from "../diagnostics/body.ts";
import type { Expression } from "../frontend/syntax.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Syntax } from "./walk-syntax.ts";

const LANGUAGE: ReadonlySet<string> = new Set([
  "toLocaleString",
  "toLocaleDateString",
  "toLocaleTimeString",
  "toLocaleLowerCase",
  "toLocaleUpperCase",
  "localeCompare",
]);
/** Each has a sibling such as `getUTCHours`. */
const LOCAL_PARTS = /^[gs]et(?:FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds)$/u;
const LOCAL_TEXT: ReadonlySet<string> = new Set(["toString", "toDateString", "toTimeString"]);

/** Why a piece of syntax depends on the machine; its parts are not looked into. */
export function localeOf(it: Interpreter, node: Syntax): Diagnostic | undefined {
  switch (node.kind) {
    case "call": {
      const { callee } = node;
      if (callee.kind === "identifier" && callee.name === "String" && node.args.some((argument) => isDate(it, argument)))
        return timeZone(node, isoOf(node.args[0]));
      if (callee.kind !== "property") return undefined;
      if (LANGUAGE.has(callee.name)) return language(node, callee.name, node.args[0]);
      if (LOCAL_PARTS.test(callee.name) && isDate(it, callee.object))
        return timeZone(node, node.text.replace(/\b([gs]et)(\w+\([^()]*\))$/u, "$1UTC$2"));
      return LOCAL_TEXT.has(callee.name) && isDate(it, callee.object) ? timeZone(node, isoOf(callee.object)) : undefined;
    }
    case "new":
      return node.callee.kind === "identifier" && node.callee.name === "Date" && node.args.length > 1
        ? timeZone(node, `new Date(Date.UTC(${node.args.map(({ text }) => text).join(", ")}))`)
        : undefined;
    case "template": {
      const date = node.parts.find((part) => typeof part !== "string" && isDate(it, part));
      return date === undefined || typeof date === "string" ? undefined : timeZone(date, isoOf(date));
    }
    case "binary": {
      const date = node.op === "+" ? [node.left, node.right].find((side) => isDate(it, side)) : undefined;
      return date === undefined ? undefined : timeZone(date, isoOf(date));
    }
    default:
      return undefined;
  }
}

const isoOf = (date: Expression | undefined): string => `${date?.text ?? "date"}.toISOString()`;

const timeZone = (at: Expression, help: string): Diagnostic =>
  body("DW2303", at, { text: at.text, what: "time zone", help: `\`${help}\`` });

const language = (at: Expression & { kind: "call" }, name: string, other: Expression | undefined): Diagnostic => {
  const receiver = at.callee.kind === "property" ? at.callee.object.text : "value";
  const help =
    name === "localeCompare"
      ? `compare with \`<\` and \`>\`: \`${receiver} < ${other?.text ?? "other"} ? -1 : 1\``
      : name.endsWith("Case")
        ? `\`${receiver}.${name.replace("Locale", "")}()\``
        : "format it inside a component, or with `.toFixed()`, `.toISOString()` and the like";
  return body("DW2303", at, { text: at.text, what: "language", help });
};

function isDate(it: Interpreter, expression: Expression): boolean {
  const result = it.frontend.typeOf(expression);
  return "type" in result && result.type.kind === "date";
}
