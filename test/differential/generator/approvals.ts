/** A question to a person; how it is answered, its message says (`support/answers.ts`). */
import { failureOf } from "./calls.ts";
import { textIn } from "./expressions.ts";
import { failingMore, type StatementKind } from "./writer.ts";

export const APPROVALS: readonly StatementKind[] = [
  {
    name: "approval",
    weight: 8,
    write: (writer, scope) => {
      const [tag, text] = [writer.tag(), textIn(writer, scope)];
      const refused = failureOf(failingMore(writer), scope) ?? "false";
      const [number, reason] = [writer.name("n"), writer.name("s")];
      scope.numbers.push(number);
      scope.texts.push(reason);
      return [
        `const { n: ${number}, reason: ${reason} } = await approval({ message: \`\${${tag}}:\${${refused}}:\${${text}}\`, fields: { n: "number" } });`,
      ];
    },
  },
];
