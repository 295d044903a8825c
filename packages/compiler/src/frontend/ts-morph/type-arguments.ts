/** What the type parameters of generic functions stand for while a call of one is read in the place of its caller. */
import { ts } from "ts-morph";

export class TypeArguments {
  readonly #checker: ts.TypeChecker;
  #bound: ReadonlyMap<ts.Type, ts.Type> = new Map();

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  /** Reads the types of a call until the function that it returns is called. Nothing if the called function is not generic. */
  enter(call: ts.Node): (() => void) | undefined {
    const before = this.#bound;
    const signature = ts.isCallExpression(call) ? this.#checker.getResolvedSignature(call) : undefined;
    const given = signature === undefined ? undefined : this.#checker.getTypeArgumentsForResolvedSignature(signature);
    const parameters = signature?.declaration?.typeParameters;
    if (given === undefined || parameters === undefined) return undefined;
    const bound = new Map(before);
    for (const [index, parameter] of parameters.entries()) {
      const type = this.#checker.getTypeAtLocation(parameter);
      const argument = given[index];
      if (argument !== undefined && argument !== type) bound.set(type, argument);
    }
    this.#bound = bound;
    return () => {
      this.#bound = before;
    };
  }

  /** The type itself, or what its parameter stands for; `Awaited<T>` of that. */
  of(type: ts.Type): ts.Type {
    if (this.#bound.size === 0) return type;
    const bound = this.#bound.get(type);
    if (bound !== undefined) return this.of(bound);
    const [awaited] = type.aliasSymbol?.name === "Awaited" ? (type.aliasTypeArguments ?? []) : [];
    const known = awaited === undefined ? undefined : this.of(awaited);
    return known === undefined || known === awaited ? type : (this.#checker.getAwaitedType(known) ?? known);
  }
}
