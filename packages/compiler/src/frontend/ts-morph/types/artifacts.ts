/** Artifact types are recognised by the surface's own interfaces `Artifact<K>` and `ArtifactType<K>`. */
import { ts } from "ts-morph";
import type { Context } from "../context.ts";
import { isOfSurface } from "../symbols.ts";

/** The kind of an artifact type: "Dataset", or "" for an artifact of any or several kinds; none for other types. */
export const artifactKindOf = (context: Context, type: ts.Type): string | undefined => kindOf(context, type, "Artifact");

/** The kind that a value such as `Model` makes. */
export const artifactTypeOf = (context: Context, type: ts.Type): string | undefined => kindOf(context, type, "ArtifactType");

function kindOf(context: Context, type: ts.Type, name: "Artifact" | "ArtifactType"): string | undefined {
  const [symbol, argument] =
    type.symbol?.name === name
      ? [type.symbol, isReference(type) ? context.checker.getTypeArguments(type)[0] : undefined]
      : [type.aliasSymbol, type.aliasTypeArguments?.[0]];
  if (symbol?.name !== name || !isOfSurface(context, symbol)) return undefined;
  return argument !== undefined && argument.isStringLiteral() ? argument.value : "";
}

export const isReference = (type: ts.Type): type is ts.TypeReference => hasObjectFlag(type, ts.ObjectFlags.Reference);

export const hasObjectFlag = (type: ts.Type, flag: ts.ObjectFlags): boolean =>
  (type.flags & ts.TypeFlags.Object) !== 0 &&
  "objectFlags" in type &&
  typeof type.objectFlags === "number" &&
  (type.objectFlags & flag) !== 0;
