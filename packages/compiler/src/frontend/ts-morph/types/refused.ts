/** Types that no step boundary carries, and why. */
import { ts } from "ts-morph";
import type { TypeProblem } from "../../frontend.ts";
import type { Context } from "../context.ts";

type Refusal = readonly [code: TypeProblem["code"], reason: string, help?: string];

const ANY_JSON = "type Json = null | boolean | number | string | Json[] | { [key: string]: Json }";

const HELP: ReadonlyMap<string, string> = new Map([
  ["Map", "use a record or an array of pairs"],
  ["ReadonlyMap", "use a record or an array of pairs"],
  ["WeakMap", "use a record"],
  ["Set", "use an array"],
  ["ReadonlySet", "use an array"],
  ["WeakSet", "use an array"],
  ["RegExp", "use its source text"],
  ["Error", "use its message"],
  ["URL", "use a string"],
  ["Buffer", "use an artifact"],
  ["ArrayBuffer", "use an artifact"],
  ["SharedArrayBuffer", "use an artifact"],
  ["DataView", "use an artifact"],
  ["Blob", "use an artifact"],
  ["File", "use an artifact"],
]);

export function refusalOf(context: Context, type: ts.Type): Refusal | undefined {
  const { flags } = type;
  const text = context.checker.typeToString(type);
  if ((flags & ts.TypeFlags.Any) !== 0) return ["any", "is any, which has no schema"];
  if ((flags & ts.TypeFlags.Unknown) !== 0)
    return ["unknown", "is unknown, which has no schema", `give it a type; where it may be any JSON: \`${ANY_JSON}\``];
  if ((flags & ts.TypeFlags.NonPrimitive) !== 0) return ["unknown", "is `object`, which has no schema; name its fields"];
  if ((flags & ts.TypeFlags.BigIntLike) !== 0) return ["notJson", "is a bigint, which JSON cannot hold; use a number or a string"];
  if ((flags & ts.TypeFlags.ESSymbolLike) !== 0) return ["notJson", "is a symbol, which JSON cannot hold"];
  if ((flags & ts.TypeFlags.Never) !== 0) return ["notPlain", "is never: no value fits"];
  if ((flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined)) !== 0) return ["notPlain", "is always `undefined`"];
  if ((flags & (ts.TypeFlags.TypeParameter | ts.TypeFlags.IndexedAccess | ts.TypeFlags.Conditional | ts.TypeFlags.Index)) !== 0) {
    return [
      "unknown",
      `is the open type \`${text}\`; a step needs a concrete one`,
      `write the type that is meant in place of \`${text}\`, and declare a step for each; they may share one generic function`,
    ];
  }
  if ((flags & ts.TypeFlags.Union) !== 0) return undefined;
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0)
    return ["function", "is a function; steps exchange data"];
  return builtInRefusal(context, type);
}

/** Of JavaScript itself, or of Node. */
export const isBuiltInFile = (context: Context, file: ts.SourceFile): boolean =>
  context.program.isSourceFileDefaultLibrary(file) || context.packageOf(file)?.name === "@types/node";

function builtInRefusal(context: Context, type: ts.Type): Refusal | undefined {
  const { symbol } = type;
  const file = symbol?.declarations?.[0]?.getSourceFile();
  if (symbol === undefined || file === undefined) return undefined;
  const { name } = symbol;
  if (isBuiltInFile(context, file)) {
    if (name === "Promise" || name === "PromiseLike") return ["notPlain", "is a promise; await it first"];
    const help =
      HELP.get(name) ??
      (name.endsWith("Array") && name !== "Array" && name !== "ReadonlyArray" ? "use an array of numbers or an artifact" : undefined);
    if (help !== undefined) return ["notJson", `is a ${name}, which does not survive JSON; ${help}`];
  }
  if ((symbol.flags & ts.SymbolFlags.Class) === 0) return undefined;
  const hidden = context.checker.getPropertiesOfType(type).find((property) => isBehaviour(property));
  if (hidden === undefined) return undefined;
  const isConvertible = context.checker.getPropertyOfType(type, "toJSON") !== undefined;
  return [
    "notPlain",
    `is an instance of the class ${name}, which does not survive JSON; ${isConvertible ? "pass what its `toJSON()` gives" : "return a plain object"}`,
  ];
}

/** Methods, accessors and private members: what makes an instance more than its data. */
function isBehaviour(property: ts.Symbol): boolean {
  if ((property.flags & (ts.SymbolFlags.Method | ts.SymbolFlags.Accessor)) !== 0) return true;
  const declaration = property.valueDeclaration;
  if (declaration === undefined) return false;
  if ((ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0) return true;
  return ts.isPropertyDeclaration(declaration) && ts.isPrivateIdentifier(declaration.name);
}
