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
