import type { Expression } from "../frontend/syntax.ts";

/** Methods that change their receiver, and what to write instead. */
type Help = (receiver: string, args: string) => string;

export const copyingMethods: ReadonlyMap<string, Help> = new Map<string, Help>([
  ["push", (receiver, args) => `\`[...${receiver}, ${args}]\``],
  ["pop", (receiver) => `\`${receiver}.at(-1)\` and \`${receiver}.slice(0, -1)\``],
  ["shift", (receiver) => `\`${receiver}[0]\` and \`${receiver}.slice(1)\``],
  ["unshift", (receiver, args) => `\`[${args}, ...${receiver}]\``],
  ["splice", (receiver, args) => `\`${receiver}.toSpliced(${args})\``],
  ["sort", (receiver, args) => `\`${receiver}.toSorted(${args})\``],
  ["reverse", (receiver) => `\`${receiver}.toReversed()\``],
  ["fill", (receiver, args) => `\`${receiver}.map(() => ${args})\``],
  ["copyWithin", (receiver) => `\`${receiver}.toSpliced(…)\``],
]);

/** Methods of built-in objects that change their receiver. */
const changing: ReadonlyMap<string, (method: string) => boolean> = new Map([
  ["Map", (method) => ["set", "delete", "clear"].includes(method)],
  ["WeakMap", (method) => ["set", "delete"].includes(method)],
  ["Set", (method) => ["add", "delete", "clear"].includes(method)],
  ["WeakSet", (method) => ["add", "delete"].includes(method)],
  ["URLSearchParams", (method) => ["append", "delete", "set", "sort"].includes(method)],
  ["Headers", (method) => ["append", "delete", "set"].includes(method)],
  ["Date", (method) => method.startsWith("set")],
]);

/** What to write instead of a method that changes an object without a schema, or a date. */
export function withoutChange(className: string, method: string, receiver: string, args: string): string | undefined {
  if (changing.get(className)?.(method) !== true) return undefined;
  if (className === "Set" && method === "add") return `make a new one: \`new Set([...${receiver}, ${args}])\`, ${ELSEWHERE}`;
  if (className === "Map" && method === "set") return `make a new one: \`new Map([...${receiver}, [${args}]])\`, ${ELSEWHERE}`;
  return className === "Date" ? `make a new one: \`new Date(${receiver}.getTime() + …)\`, ${ELSEWHERE}` : ELSEWHERE_ALONE;
}

const ELSEWHERE = "or change it in a function outside the pipeline, which returns the result";
/** Why: it is no data that could be handed on. */
export const MADE_ANEW = "a graph makes it anew wherever it is read, so nobody would see the change";
export const ELSEWHERE_ALONE = "make and change it in a function outside the pipeline, which returns the result";

type Part = Expression & { kind: "property" | "element" };
const partOf = (target: Expression): Part | undefined => (target.kind === "property" || target.kind === "element" ? target : undefined);

const fieldOf = (part: Part): string => (part.kind === "property" ? part.name : `[${part.index.text}]`);
const indexOf = (part: Part): number | undefined =>
  part.kind === "element" && part.index.kind === "literal" && typeof part.index.value === "number" ? part.index.value : undefined;

/** What to write instead of `value.field = …` or `list[0] = …`. */
export function withPart(target: Expression, assignment: Expression): string {
  const part = partOf(target);
  const value =
    assignment.kind === "update"
      ? `${target.text} ${assignment.op.slice(1)} 1`
      : assignment.kind !== "assignment"
        ? "…"
        : assignment.op === "="
          ? assignment.value.text
          : `${target.text} ${assignment.op.slice(0, -1)} ${assignment.value.text}`;
  if (part === undefined) return "make a new value: `{ ...value, field: … }`";
  const index = indexOf(part);
  return index !== undefined
    ? `make a new list: \`${part.object.text}.with(${index}, ${value})\``
    : `make a new value: \`{ ...${part.object.text}, ${fieldOf(part)}: ${value} }\``;
}

/** What to write instead of `delete value.field`. */
export function withoutPart(target: Expression): string {
  const part = partOf(target);
  if (part === undefined) return "copy without the field: `const { field, ...rest } = value`";
  const index = indexOf(part);
  if (index !== undefined) return `\`${part.object.text}.toSpliced(${index}, 1)\``;
  const key = part.kind === "property" ? part.name : `[${part.index.text}]: removed`;
  return `copy without it: \`const { ${key}, ...rest } = ${part.object.text}\``;
}
