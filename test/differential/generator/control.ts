/** Statements that choose, repeat or catch; what they assign and where they return becomes phis. */
import { flagCall, noteCall } from "./calls.ts";
import { numberIn, textIn, truthIn } from "./expressions.ts";
import { innerScope, parallelScope, type Scope } from "./scope.ts";
import { DEEPEST, indent, type Place, type StatementKind, type Writer } from "./writer.ts";

export const resultIn = (writer: Writer, scope: Scope): string => `return { v: ${numberIn(writer, scope)}, s: ${textIn(writer, scope)} };`;

const deeper = (place: Place, by = 1): Place => ({ ...place, depth: place.depth + by });

/** What stands between two braces, perhaps with an early end. */
function block(
  writer: Writer,
  outer: Scope,
  place: Place,
  most: number,
  ends: { readonly returns: number; readonly throws?: number },
): readonly string[] {
  const scope = innerScope(outer);
  const lines = writer.statements(scope, place, most);
  if (place.mayReturn && writer.random.chance(ends.returns)) return indent([...lines, resultIn(writer, scope)]);
  if (writer.random.chance(ends.throws ?? 0)) return indent([...lines, `throw new Error(${writer.tag()});`]);
  return indent(lines);
}

export const CONTROL: readonly StatementKind[] = [
  {
    weight: 11,
    fits: (_scope, { depth }) => depth < DEEPEST,
    write: (writer, scope, place) => {
      const condition = writer.random.chance(0.15) ? `await ${flagCall(writer, scope)}` : truthIn(writer, scope);
      const then = block(writer, scope, deeper(place), 3, { returns: 0.3, throws: 0.06 });
      const otherwise = writer.random.chance(0.5) ? ["} else {", ...block(writer, scope, deeper(place), 2, { returns: 0.15 })] : [];
      return [`if (${condition}) {`, ...then, ...otherwise, "}"];
    },
  },
  {
    weight: 10,
    fits: (_scope, { depth }) => depth < DEEPEST,
    write: (writer, scope, place) => {
      const lines = ["try {", ...block(writer, scope, deeper(place), 3, { returns: 0 })];
      const catches = writer.random.chance(0.75);
      if (catches) {
        const error = writer.name("e");
        const more = writer.random.chance(0.2) ? ` + ${textIn(writer, scope)}` : "";
        lines.push(`} catch (${error}) {`, `  await note({ tag: ${writer.tag()}, text: (${error} as StepError).message${more} });`);
        lines.push(...block(writer, scope, deeper(place), 2, { returns: 0.15 }));
      }
      if (!catches || writer.random.chance(0.4)) lines.push("} finally {", `  await ${noteCall(writer, scope)};`);
      return [...lines, "}"];
    },
  },
  // Unrolled, so that its body may do whatever the body of the pipeline may do.
  {
    weight: 3,
    fits: (_scope, { depth }) => depth < DEEPEST,
    write: (writer, scope, place) => {
      const item = writer.name("c");
      const body = innerScope(scope);
      body.numbers.push(item);
      return [`for (const ${item} of SEEDS) {`, ...block(writer, body, deeper(place, 2), 2, { returns: 0.1 }), "}"];
    },
  },
  // How often is known only when it runs, so that its turns share no variable.
  {
    weight: 6,
    fits: ({ lists }, { depth }) => lists.length > 0 && depth < DEEPEST,
    write: (writer, scope, place) => {
      const item = writer.name("o");
      const list = writer.random.pick(scope.lists);
      const body = parallelScope(scope);
      body.numbers.push(item);
      return [
        `for (const ${item} of ${list}) {`,
        ...block(writer, body, { ...deeper(place, 2), mayReturn: false }, 2, { returns: 0 }),
        "}",
      ];
    },
  },
];
