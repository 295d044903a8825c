/** Types that contain themselves get a name; every other type stands where it is used. */
import type { Type, Types } from "@dagwright/protocol";
import type { ts } from "ts-morph";
import type { Context } from "../context.ts";
import { isReference } from "./artifacts.ts";

export class NamedTypes {
  readonly #open = new Set<ts.Type>();
  readonly #names = new Map<ts.Type, string>();
  readonly #types = new Map<string, Type>();

  get types(): Types {
    return Object.fromEntries([...this.#types].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** "recursive" inside of itself; its reference if it was named before; else the conversion goes on and closes with `end`. */
  begin(type: ts.Type): Type | "recursive" | undefined {
    if (this.#open.has(type)) return "recursive";
    const name = this.#names.get(type);
    if (name !== undefined && this.#types.has(name)) return { kind: "named", name };
    this.#open.add(type);
    return undefined;
  }

  end(type: ts.Type, made: Type | undefined): Type | undefined {
    this.#open.delete(type);
    const name = this.#names.get(type);
    if (name === undefined || made === undefined) return made;
    this.#types.set(name, made);
    return { kind: "named", name };
  }

  /** The name of a type that was found to contain itself; none if the user gave it none. */
  nameOf(context: Context, type: ts.Type): string | undefined {
    const known = this.#names.get(type);
    if (known !== undefined) return known;
    const symbol = type.aliasSymbol ?? type.symbol;
    if (symbol === undefined || symbol.name.startsWith("__")) return undefined;
    const args = type.aliasTypeArguments ?? (isReference(type) && type.target !== type ? context.checker.getTypeArguments(type) : []);
    const base = [symbol.name, ...args.map((argument) => context.checker.typeToString(argument))]
      .join("_")
      .replace(/\W+/gu, "_")
      .replace(/_+$/u, "");
    const taken = new Set(this.#names.values());
    let name = base;
    for (let count = 2; taken.has(name); count += 1) name = `${base}${count}`;
    this.#names.set(type, name);
    return name;
  }
}
