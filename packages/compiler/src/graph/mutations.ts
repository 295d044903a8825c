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
