/** What the names in a container's `args: (i, o) => …` stand for: a parameter, or a field that it was destructured into. */
import type { Frontend } from "../frontend/frontend.ts";
import type { Expression, FunctionExpression, Handle, Pattern } from "../frontend/syntax.ts";

export interface ParameterPath {
  /** Which parameter, from 0. */
  readonly parameter: number;
  readonly path: readonly string[];
}

export class ParameterPaths {
  readonly #frontend: Frontend;
  readonly #byName = new Map<Handle, ParameterPath>();

  constructor(frontend: Frontend, fn: FunctionExpression) {
    this.#frontend = frontend;
    for (const [parameter, { pattern }] of fn.parameters.entries()) this.#bind(pattern, { parameter, path: [] });
  }

  /** `i.data.path` as the parameter and the fields read from it; none for anything else. */
  of(expression: Expression): ParameterPath | undefined {
    if (expression.kind === "identifier") {
      const declaration = this.#frontend.resolve(expression);
      return declaration?.kind === "local" ? this.#byName.get(declaration.declaredAt) : undefined;
    }
    if (expression.kind === "property") {
      const object = this.of(expression.object);
      return object === undefined ? undefined : { ...object, path: [...object.path, expression.name] };
    }
    if (expression.kind === "element" && expression.index.kind === "literal" && typeof expression.index.value === "string") {
      const object = this.of(expression.object);
      return object === undefined ? undefined : { ...object, path: [...object.path, expression.index.value] };
    }
    return undefined;
  }

  #bind(pattern: Pattern, at: ParameterPath): void {
    if (pattern.kind === "name") this.#byName.set(pattern.handle, at);
    else if (pattern.kind === "objectPattern") {
      for (const member of pattern.members)
        if (member.default === undefined && typeof member.key === "string")
          this.#bind(member.pattern, { ...at, path: [...at.path, member.key] });
    }
  }
}

/** The expression that a function gives back, if that is all it does. */
export function returned(fn: FunctionExpression): Expression | undefined {
  if (fn.body.kind !== "block") return fn.body;
  const [statement, ...others] = fn.body.statements;
  return statement?.kind === "return" && others.length === 0 ? statement.value : undefined;
}
