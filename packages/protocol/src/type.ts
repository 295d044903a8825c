import type { Json, JsonObject } from "./json.ts";
import { limitsSchema, printLimits, type ArrayLimits, type NumberLimits, type StringLimits } from "./limits.ts";

/**
 * What a value that crosses a step boundary may look like. A closed language that maps one to one onto JSON Schema (`jsonSchemaOf`);
 * plain data, so that it travels inside a step without a schema library.
 */
export type Type =
  | { readonly kind: "null" }
  | { readonly kind: "boolean" }
  | ({ readonly kind: "number" } & NumberLimits)
  | ({ readonly kind: "string" } & StringLimits)
  /** A `Date`: ISO 8601 text on the wire, revived by schema. */
  | { readonly kind: "date" }
  /** A union of literals, in source order. */
  | { readonly kind: "literal"; readonly values: readonly (string | number | boolean)[] }
  /** A file or folder with a kind such as "Dataset"; `""` takes any kind. On the wire an `ArtifactHandle`. */
  | { readonly kind: "artifact"; readonly artifact: string }
  | ({ readonly kind: "array"; readonly items: Type } & ArrayLimits)
  | { readonly kind: "tuple"; readonly items: readonly Type[] }
  | { readonly kind: "object"; readonly fields: Readonly<Record<string, Field>> }
  | { readonly kind: "record"; readonly values: Type }
  | { readonly kind: "union"; readonly members: readonly Type[] }
  /** A named type of the document's `types`, for recursion. */
  | { readonly kind: "named"; readonly name: string };

/** A place for a value. `optional` means it may be absent (`undefined`), which is not `null`. */
export interface Field {
  readonly type: Type;
  readonly optional?: boolean;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly examples?: readonly Json[];
}

export type Types = Readonly<Record<string, Type>>;

/** The type as JSON Schema 2020-12; named types become `#/$defs/NAME`. */
export function jsonSchemaOf(type: Type): JsonObject {
  switch (type.kind) {
    case "null":
    case "boolean":
      return { type: type.kind };
    case "number":
      return { type: type.integer === true ? "integer" : "number", ...limitsSchema(type) };
    case "string":
      return { type: "string", ...limitsSchema(type) };
    case "date":
      return { type: "string", format: "date-time" };
    case "literal":
      return { enum: type.values };
    case "artifact":
      return {
        type: "object",
        properties: { $artifact: type.artifact === "" ? { type: "string" } : { const: type.artifact }, key: { type: "string" } },
        required: ["$artifact", "key"],
      };
    case "array":
      return { type: "array", items: jsonSchemaOf(type.items), ...limitsSchema(type) };
    case "tuple":
      return { type: "array", prefixItems: type.items.map(jsonSchemaOf), items: false, minItems: type.items.length };
    case "object": {
      const fields = Object.entries(type.fields);
      return {
        type: "object",
        properties: Object.fromEntries(
          fields.map(([name, { type: inner, description, deprecated, examples }]) => [
            name,
            defined({ ...jsonSchemaOf(inner), description, deprecated, examples }),
          ]),
        ),
        required: fields.filter(([, field]) => field.optional !== true).map(([name]) => name),
        additionalProperties: false,
      };
    }
    case "record":
      return { type: "object", additionalProperties: jsonSchemaOf(type.values) };
    case "union":
      return { anyOf: type.members.map(jsonSchemaOf) };
    case "named":
      return { $ref: `#/$defs/${type.name}` };
  }
}

function defined(members: Readonly<Record<string, Json | undefined>>): JsonObject {
  const kept: Record<string, Json> = {};
  for (const [key, value] of Object.entries(members)) if (value !== undefined) kept[key] = value;
  return kept;
}

/** The type in TypeScript's words, for messages. */
export const printType = (type: Type): string => print(type, () => "");

/** The same with the limits of each part, for the printed IR: `number(minimum 0, maximum 1)`. */
export const printTypeInFull = (type: Type): string =>
  print(type, (part) => {
    const limits = part.kind === "number" || part.kind === "string" || part.kind === "array" ? printLimits(part) : "";
    return limits === "" ? "" : `(${limits})`;
  });

function print(type: Type, limits: (type: Type) => string): string {
  const inner = (part: Type): string => print(part, limits);
  switch (type.kind) {
    case "null":
    case "boolean":
    case "number":
    case "string":
      return `${type.kind}${limits(type)}`;
    case "date":
      return "Date";
    case "literal":
      return type.values.map((value) => JSON.stringify(value)).join(" | ");
    case "artifact":
      return type.artifact === "" ? "Artifact" : type.artifact;
    case "array":
      return type.items.kind === "union" || (type.items.kind === "literal" && type.items.values.length > 1)
        ? `(${inner(type.items)})[]${limits(type)}`
        : `${inner(type.items)}[]${limits(type)}`;
    case "tuple":
      return `[${type.items.map(inner).join(", ")}]`;
    case "object":
      return `{ ${Object.entries(type.fields)
        .map(([name, field]) => `${name}${field.optional === true ? "?" : ""}: ${inner(field.type)}`)
        .join("; ")} }`.replace("{  }", "{}");
    case "record":
      return `Record<string, ${inner(type.values)}>`;
    case "union":
      return type.members.map(inner).join(" | ");
    case "named":
      return type.name;
  }
}
