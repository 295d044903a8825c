/** Types that contain themselves get a name; every other type stands where it is used. */
import type { Type, Types } from "@dagwright/protocol";
import { ts } from "ts-morph";
import type { Context } from "../context.ts";
import { isReference } from "./artifacts.ts";

/** Where a type was met first. */
interface Place {
  readonly path: string;
  readonly declared: ts.TypeNode | undefined;
}

export class NamedTypes {
  readonly #open = new Map<ts.Type, Place>();
  readonly #names = new Map<ts.Type, string>();
  readonly #types = new Map<string, Type>();

  get types(): Types {
    return Object.fromEntries([...this.#types].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** "recursive" inside of itself; its reference if it was named before; else the conversion goes on and closes with `end`. */
  begin(type: ts.Type, place: Place): Type | "recursive" | undefined {
    if (this.#open.has(type)) return "recursive";
    const name = this.#names.get(type);
    if (name !== undefined && this.#types.has(name)) return { kind: "named", name };
    this.#open.set(type, place);
    return undefined;
  }

  end(type: ts.Type, made: Type | undefined): Type | undefined {
    this.#open.delete(type);
    const name = this.#names.get(type);
    if (name === undefined || made === undefined) return made;
    this.#types.set(name, made);
    return { kind: "named", name };
  }

  /** The name of a type that was found to contain itself: the user's own, else that of the field it was met in. */
  nameOf(context: Context, type: ts.Type): string {
    const known = this.#names.get(type);
    if (known !== undefined) return known;
    const place = this.#open.get(type);
    const base = ownName(context, type) ?? aliasName(place?.declared) ?? fieldName(place?.path ?? "");
    const taken = new Set(this.#names.values());
    let name = base;
    for (let count = 2; taken.has(name); count += 1) name = `${base}${count}`;
    this.#names.set(type, name);
    return name;
  }
}

// A name of more than this says less than a number behind a short one.
const LONGEST = 60;

function ownName(context: Context, type: ts.Type): string | undefined {
  const symbol = type.aliasSymbol ?? type.symbol;
  if (symbol === undefined || symbol.name.startsWith("__")) return undefined;
  const args = type.aliasTypeArguments ?? (isReference(type) && type.target !== type ? context.checker.getTypeArguments(type) : []);
  const whole = legal([symbol.name, ...args.map((argument) => context.checker.typeToString(argument))].join("_"));
  return whole.length > LONGEST ? legal(symbol.name) : whole;
}

/**
 * `Cat` of a place that is written as `Cat`, an alias whose name TypeScript has forgotten (`type Cat = z.infer<typeof Cat>`), or as
 * `components["schemas"]["Cat"]`.
 */
function aliasName(declared: ts.TypeNode | undefined): string | undefined {
  if (declared === undefined) return undefined;
  if (ts.isTypeReferenceNode(declared) && ts.isIdentifier(declared.typeName) && declared.typeArguments === undefined)
    return legal(declared.typeName.text);
  const index = ts.isIndexedAccessTypeNode(declared) ? declared.indexType : undefined;
  return index !== undefined && ts.isLiteralTypeNode(index) && ts.isStringLiteral(index.literal) ? legal(index.literal.text) : undefined;
}

function fieldName(path: string): string {
  const name = legal(/[\p{ID_Start}$_][\p{ID_Continue}$]*(?=[^\p{ID_Continue}$]*$)/u.exec(path)?.[0] ?? "Value");
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}

const legal = (text: string): string => text.replace(/\W+/gu, "_").replace(/_+$/u, "");
