/** Statements that repeat. */

import { innerScope, parallelScope } from "./scope.ts";
import { DEEPEST, deeper, indent, type StatementKind } from "./writer.ts";

export const LOOPS: readonly StatementKind[] = [
  // Unrolled, so that its body may do whatever the body of the pipeline may do.
  {
    name: "for of constants",
    weight: 4,
    blocks: 1,
    fits: (_scope, { depth }) => depth < DEEPEST,
    write: (writer, scope, place, [block]) => {
      const item = writer.name("c");
      const body = innerScope(scope);
      body.numbers.push(item);
      return [
        `for (const ${item} of ${writer.choices.pick(["SEEDS", "[3, 1, 2]"])}) {`,
        ...indent(writer.block(block, body, { ...deeper(place, 2), mayBreak: false })),
        "}",
      ];
    },
  },
  // How often is known only when it runs, so that its turns share no variable.
  {
    name: "for of outputs",
    weight: 8,
    blocks: 1,
    fits: ({ lists }, { depth }) => lists.length > 0 && depth < DEEPEST,
    write: (writer, scope, place, [block]) => {
      const item = writer.name("o");
      const list = writer.choices.pick(scope.lists);
      const body = parallelScope(scope);
      body.numbers.push(item);
      return [
        `for (const ${item} of ${list}) {`,
        ...indent(writer.block(block, body, { ...deeper(place, 2), mayReturn: false, mayBreak: false })),
        "}",
      ];
    },
  },
];

