/** `@minimum 0`, `@maximum 1`, `@integer`, `@pattern`, `@minLength`, `@maxLength` above a field narrow its schema. */
import type { Type } from "@dagwright/protocol";
import { ts } from "ts-morph";

export function constrain(type: Type, tags: readonly ts.JSDocTagInfo[]): Type {
  if (tags.length === 0) return type;
  const text = (name: string): string | undefined => {
    const tag = tags.find((each) => each.name === name);
    return tag === undefined ? undefined : ts.displayPartsToString(tag.text).trim();
  };
  const number = (name: string): number | undefined => {
    const value = text(name);
    return value === undefined || value === "" || !Number.isFinite(Number(value)) ? undefined : Number(value);
  };
  if (type.kind === "number") {
    const minimum = number("minimum");
    const maximum = number("maximum");
    return {
      ...type,
      ...(minimum === undefined ? {} : { minimum }),
      ...(maximum === undefined ? {} : { maximum }),
      ...(text("integer") === undefined ? {} : { integer: true }),
    };
  }
  if (type.kind === "string") {
    const pattern = text("pattern");
    const minLength = number("minLength");
    const maxLength = number("maxLength");
    return {
      ...type,
      ...(pattern === undefined || pattern === "" ? {} : { pattern }),
      ...(minLength === undefined ? {} : { minLength }),
      ...(maxLength === undefined ? {} : { maxLength }),
    };
  }
  return type;
}
