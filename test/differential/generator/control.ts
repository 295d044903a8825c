/** Statements that choose, end early or catch; what they assign and where they return becomes phis. */
import { addCall, aLet, flagCall, noteCall } from "./calls.ts";
import { numberIn, textIn, truthIn } from "./expressions.ts";
import type { Block } from "./plan.ts";
import { innerScope, type Scope } from "./scope.ts";
import { deeper, failingMore, indent, notReturning, type Place, type StatementKind, type Writer } from "./writer.ts";

export function returnIn(writer: Writer, scope: Scope, returns: Place["returns"]): string {
  switch (returns) {
    case "result":
      return `return { v: ${numberIn(writer, scope)}, s: ${textIn(writer, scope)} };`;
    case "sum":
      return `return { sum: ${numberIn(writer, scope)} };`;
    case "text":
      return `return { text: ${textIn(writer, scope)} };`;
    case "nothing":
    case undefined:
      return "return;";
  }
}

/** What stands between two braces, with `end` as its last line. */
function braces(
  writer: Writer,
  outer: Scope,
  place: Place,
  block: Block | undefined,
  end: (scope: Scope) => readonly string[] = () => [],
): readonly string[] {
  const scope = innerScope(outer);
  const lines = writer.block(block, scope, place);
  return indent([...lines, ...end(scope)]);
}

/** An `if` whose block comes to an end, with a call of its own before. */
const endingIf =
  (end: (writer: Writer, scope: Scope, place: Place) => string): StatementKind["write"] =>
  (writer, scope, place, [block]) => {
    const condition = truthIn(writer, scope);
    const lines = braces(writer, scope, deeper(place), block, (inner) => [
      `await ${noteCall(failingMore(writer), inner)};`,
      end(writer, inner, place),
    ]);
    return [`if (${condition}) {`, ...lines, "}"];
  };

const catching = (
  writer: Writer,
  scope: Scope,
  place: Place,
  block: Block | undefined,
  first: (error: string) => readonly string[],
): readonly string[] => {
  const error = writer.name("e");
  return [`} catch (${error}) {`, ...indent(first(error)), ...braces(writer, scope, deeper(place), block)];
};

/** Says the caught message. */
const noteError = (writer: Writer, scope: Scope) => (error: string) => [
  `await note({ tag: ${writer.tag()}, text: (${error} as Error).message${writer.choices.chance(0.2) ? ` + ${textIn(writer, scope)}` : ""} });`,
];

const finallyOf = (writer: Writer, scope: Scope, place: Place, block: Block | undefined): readonly string[] => [
  "} finally {",
  ...braces(writer, scope, notReturning(deeper(place)), block, (inner) => [`await ${noteCall(writer, inner)};`]),
];

export const CONTROL: readonly StatementKind[] = [
  {
    name: "if",
    weight: 9,
    blocks: 1,
    write: (writer, scope, place, [then]) => [`if (${truthIn(writer, scope)}) {`, ...braces(writer, scope, deeper(place), then), "}"],
  },
  {
    name: "if else",
    weight: 6,
    blocks: 2,
    write: (writer, scope, place, [then, otherwise]) => [
      `if (${truthIn(writer, scope)}) {`,
      ...braces(writer, scope, deeper(place), then),
      "} else {",
      ...braces(writer, scope, deeper(place), otherwise),
      "}",
    ],
  },
  {
    name: "else if",
    weight: 6,
    blocks: 3,
    write: (writer, scope, place, [first, second, otherwise]) => [
      `if (${truthIn(writer, scope)}) {`,
      ...braces(writer, scope, deeper(place), first),
      `} else if (${truthIn(writer, scope)}) {`,
      ...braces(writer, scope, deeper(place), second),
      "} else {",
      ...braces(writer, scope, deeper(place), otherwise),
      "}",
    ],
  },
  {
    name: "if of a step",
    weight: 5,
    blocks: 1,
    write: (writer, scope, place, [then]) => [
      `if (await ${flagCall(writer, scope)}) {`,
      ...braces(writer, scope, deeper(place), then),
      "}",
    ],
  },
  {
    name: "early return",
    weight: 7,
    blocks: 1,
    fits: (_scope, { returns }) => returns !== undefined,
    write: endingIf((writer, scope, { returns }) => returnIn(writer, scope, returns)),
  },
  {
    name: "throw",
    weight: 8,
    blocks: 1,
    fits: (_scope, { mayThrow }) => mayThrow,
    write: endingIf((writer, scope) => `throw new Error(${textIn(writer, scope)});`),
  },
  {
    name: "try catch",
    weight: 8,
    blocks: 2,
    write: (writer, scope, place, [body, caught]) => [
      "try {",
      ...braces(writer, scope, { ...deeper(place), mayThrow: true }, body),
      ...catching(writer, scope, place, caught, noteError(writer, scope)),
      "}",
    ],
  },
  {
    name: "try finally",
    weight: 6,
    blocks: 2,
    write: (writer, scope, place, [body, last]) => [
      "try {",
      ...braces(writer, scope, deeper(place), body),
      ...finallyOf(writer, scope, place, last),
      "}",
    ],
  },
  {
    name: "try catch finally",
    weight: 5,
    blocks: 3,
    write: (writer, scope, place, [body, caught, last]) => [
      "try {",
      ...braces(writer, scope, { ...deeper(place), mayThrow: true }, body),
      ...catching(writer, scope, place, caught, noteError(writer, scope)),
      ...finallyOf(writer, scope, place, last),
      "}",
    ],
  },
  {
    name: "assigned in try",
    weight: 6,
    blocks: 2,
    write: (writer, scope, place, [first, caught]) => {
      const { name, lines } = aLet(writer, scope);
      const call = addCall(writer, scope);
      // What is assigned in blocks of the `try` is not known after a failure.
      const body = { ...innerScope(scope), numberLets: [], textLets: [] };
      const fails = writer.choices.chance(0.5) ? ", fail: true" : "";
      const inside = writer.block(first, body, { ...deeper(place), mayThrow: true });
      const reads = (error: string): readonly string[] => [
        `await note({ tag: ${writer.tag()}, text: \`\${${name}} \${(${error} as Error).message}\` });`,
      ];
      return [
        ...lines,
        "try {",
        ...indent([`${name} = (await ${call}).sum;`, ...inside, `await note({ tag: ${writer.tag()}, text: "tried"${fails} });`]),
        ...catching(writer, scope, place, caught, reads),
        "}",
      ];
    },
  },
  {
    name: "rethrow",
    weight: 6,
    blocks: 2,
    fits: (_scope, { mayThrow }) => mayThrow,
    write: (writer, scope, place, [body, caught]) => {
      const condition = truthIn(writer, scope);
      return [
        "try {",
        ...braces(writer, scope, { ...deeper(place), mayThrow: true }, body),
        ...catching(writer, scope, place, caught, (error) => [...noteError(writer, scope)(error), `if (${condition}) throw ${error};`]),
        "}",
      ];
    },
  },
  {
    name: "narrowed error",
    weight: 4,
    blocks: 2,
    write: (writer, scope, place, [body, caught]) => [
      "try {",
      ...braces(writer, scope, { ...deeper(place), mayThrow: true }, body),
      ...catching(writer, scope, place, caught, (error) => [
        `if (${error} instanceof StepError && ${error}.attempt < 2) await note({ tag: ${writer.tag()}, text: \`\${${error}.step} \${${error}.kind}\` });`,
        `else await note({ tag: ${writer.tag()}, text: "not at first" });`,
      ]),
      "}",
    ],
  },
  {
    name: "switch",
    weight: 6,
    blocks: 3,
    write: (writer, scope, place, [first, second, otherwise]) => {
      const inner = { ...deeper(place), mayBreak: false };
      const [a, b] = [writer.choices.below(4), 4 + writer.choices.below(4)];
      const ends = writer.choices.chance(0.8) ? ["break;"] : [];
      return [
        // Not a variable alone, whose type each case would narrow.
        `switch (${writer.choices.pick(scope.numbers)} % 8) {`,
        `  case ${a}: {`,
        ...indent(braces(writer, scope, inner, first)),
        "    break;",
        "  }",
        `  case ${b}: {`,
        ...indent([...braces(writer, scope, inner, second), ...indent(ends)]),
        "  }",
        "  default: {",
        ...indent(braces(writer, scope, inner, otherwise)),
        "  }",
        "}",
      ];
    },
  },
];
