/** The members of an options object: written in place, a module constant, or spread from one. */
import type { Diagnostic } from "@dagwright/ir";
import { declared } from "../diagnostics/interface.ts";
import type { Frontend } from "../frontend/frontend.ts";
import type { Expression, ObjectMember } from "../frontend/syntax.ts";

export interface OptionMember {
  readonly name: string;
  /** None for a method, such as `fake() { … }`. */
  readonly value?: Expression;
  readonly member: ObjectMember;
}

/** Later members replace earlier ones of the same name. */
export function optionMembers(
  frontend: Frontend,
  expression: Expression,
  report: (diagnostic: Diagnostic) => void,
): ReadonlyMap<string, OptionMember> {
  const members = new Map<string, OptionMember>();
  const refuse = (at: Expression, why: string): void =>
    report(declared("DW1021", { span: at.span }, { option: undefined, text: at.text, why }));
  const visit = (at: Expression, depth: number): void => {
    if (depth > 20) return refuse(at, "is defined by itself");
    if (at.kind === "object") {
      for (const member of at.members) {
        switch (member.kind) {
          case "property":
            members.set(member.name, { name: member.name, value: member.value, member });
            break;
          case "method":
            members.set(member.name, { name: member.name, member });
            break;
          case "spread":
            visit(member.operand, depth + 1);
            break;
          case "computed":
            refuse(member.key, "is a computed name");
            break;
        }
      }
      return;
    }
    // `BASE.env`
    const part = at.kind === "property" ? optionMembers(frontend, at.object, () => undefined).get(at.name)?.value : undefined;
    if (part !== undefined) return visit(part, depth + 1);
    const declaration = frontend.resolve(at);
    if (declaration?.kind === "moduleVariable" && declaration.constant && declaration.init !== undefined)
      visit(declaration.init, depth + 1);
    else refuse(at, "is not known while compiling");
  };
  visit(expression, 0);
  return members;
}
