/** Statements that start several things at once: `Promise.all` of members and of maps, `parallelMap`. */
import { addCall, noteCall, sayCall } from "./calls.ts";
import { listIn, numberIn, textIn } from "./expressions.ts";
import { parallelScope } from "./scope.ts";
import { DEEPEST, indent, type StatementKind } from "./writer.ts";

export const PARALLEL: readonly StatementKind[] = [
  {
    weight: 6,
    write: (writer, scope, { depth }) => {
      const second = (): readonly string[] => {
        if (depth >= DEEPEST || !writer.random.chance(0.4)) return [`${sayCall(writer, scope)},`];
        const inner = parallelScope(scope);
        const lines = writer.statements(inner, { depth: depth + 2, mayReturn: false }, 2);
        return ["(async () => {", ...indent([...lines, `return { text: ${textIn(writer, inner)} };`]), "})(),"];
      };
      const members = [`${addCall(writer, scope)},`, ...second(), ...(writer.random.chance(0.3) ? [`${noteCall(writer, scope)},`] : [])];
      const [sum, text] = [writer.name("n"), writer.name("s")];
      scope.numbers.push(sum);
      scope.texts.push(text);
      return [`const [{ sum: ${sum} }, { text: ${text} }] = await Promise.all([`, ...indent(members), "]);"];
    },
  },
  {
    weight: 8,
    write: (writer, scope, { depth }) => {
      const [item, index, name] = [writer.name("x"), writer.name("i"), writer.name("zs")];
      const list = listIn(writer, scope);
      const inner = parallelScope(scope);
      inner.numbers.push(item, index);
      const body = (): readonly string[] => {
        if (depth >= DEEPEST || writer.random.chance(0.5)) return [`async (${item}, ${index}) => ${addCall(writer, inner)}`];
        const lines = writer.statements(inner, { depth: depth + 2, mayReturn: false }, 3);
        return [`async (${item}, ${index}) => {`, ...indent([...lines, `return { sum: ${numberIn(writer, inner)} };`]), "}"];
      };
      const [before, after] = writer.random.chance(0.25)
        ? [`parallelMap(${list}, `, ", { concurrency: 1 })"]
        : [`Promise.all(${list}.map(`, "))"];
      const callback = body().join("\n");
      scope.lists.push(name);
      return `const ${name} = (await ${before}${callback}${after}).map((z): number => z.sum);`.split("\n");
    },
  },
];
