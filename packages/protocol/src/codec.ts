import type { ArtifactHandle } from "./handle.ts";
import { handleJson, isArtifactHandle } from "./handle.ts";
import type { Json } from "./json.ts";
import { isJsonObject } from "./json.ts";
import { printType, type Field, type Type, type Types } from "./type.ts";

/** A value that does not fit its type. `path` is where, such as `output.scores[3]`. */
export class CodecError extends Error {
  override readonly name = "CodecError";
  readonly path: string;
  readonly reason: string;
  constructor(path: string, reason: string) {
    super(`${path} ${reason}`);
    this.path = path;
    this.reason = reason;
  }
}

/** How live artifacts and handles turn into each other; only the surroundings know where bytes are. */
export interface ArtifactCodec {
  /** The handle of a live artifact, or `undefined` if `value` is none. */
  encode(value: unknown, path: string): ArtifactHandle | undefined;
  decode(handle: ArtifactHandle): unknown;
}

/** Artifacts stay handles: what an interpreter needs. */
export const handlesOnly: ArtifactCodec = {
  encode: (value) => (isJson(value) && isArtifactHandle(value) ? value : undefined),
  decode: (handle) => handle,
};

const isJson = (value: unknown): value is Json => value === null || ["boolean", "number", "string", "object"].includes(typeof value);

/** Encodes a step's value as JSON by its type. Throws a `CodecError` that names the path of what cannot cross a step boundary. */
export function encode(value: unknown, type: Type, types: Types, artifacts: ArtifactCodec, path: string): Json {
  const wrong = (reason: string): CodecError => new CodecError(path, reason);
  const mismatch = (): CodecError => wrong(`is ${describe(value)}, not ${printType(type)}`);
  switch (type.kind) {
    case "null":
      if (value === null) return null;
      throw mismatch();
    case "boolean":
      if (typeof value === "boolean") return value;
      throw mismatch();
    case "number":
      if (typeof value !== "number") throw mismatch();
      if (!Number.isFinite(value)) throw wrong(`is ${value}, which JSON cannot hold`);
      if (type.integer === true && !Number.isInteger(value)) throw wrong(`is ${value}, not a whole number`);
      if (type.minimum !== undefined && value < type.minimum) throw wrong(`is ${value}, less than ${type.minimum}`);
      if (type.maximum !== undefined && value > type.maximum) throw wrong(`is ${value}, more than ${type.maximum}`);
      return Object.is(value, -0) ? 0 : value;
    case "string":
      if (typeof value !== "string") throw mismatch();
      if (!value.isWellFormed()) throw wrong("holds a lone surrogate, which is not valid Unicode text");
      if (type.pattern !== undefined && !new RegExp(type.pattern, "u").test(value))
        throw wrong(`is ${JSON.stringify(value)}, which does not match ${type.pattern}`);
      if (type.minLength !== undefined && value.length < type.minLength) throw wrong(`is shorter than ${type.minLength}`);
      if (type.maxLength !== undefined && value.length > type.maxLength) throw wrong(`is longer than ${type.maxLength}`);
      return value;
    case "date":
      if (!(value instanceof Date)) throw mismatch();
      if (Number.isNaN(value.getTime())) throw wrong("is an invalid Date");
      return value.toISOString();
    case "literal": {
      const literal = type.values.find((known) => known === value);
      if (literal === undefined) throw mismatch();
      return literal;
    }
    case "artifact": {
      const handle = artifacts.encode(value, path);
      if (handle === undefined) throw mismatch();
      if (type.artifact !== "" && handle.$artifact !== type.artifact) throw wrong(`is a ${handle.$artifact}, not a ${type.artifact}`);
      return handleJson(handle);
    }
    case "array":
      if (!Array.isArray(value)) throw mismatch();
      return Array.from(value, (item: unknown, index) => encode(item, type.items, types, artifacts, `${path}[${index}]`));
    case "tuple":
      if (!Array.isArray(value) || value.length !== type.items.length) throw mismatch();
      return type.items.map((item, index) => encode(value[index], item, types, artifacts, `${path}[${index}]`));
    case "object": {
      if (!isPlainObject(value)) throw mismatch();
      const record: Record<string, Json> = {};
      for (const [name, field] of Object.entries(type.fields)) {
        const member = encodeField(value[name], field, types, artifacts, `${path}.${name}`);
        if (member !== undefined) record[name] = member;
      }
      for (const name of Object.keys(value)) {
        if (name === "__proto__") throw new CodecError(`${path}.__proto__`, "is a name that may not cross a step boundary");
      }
      return record;
    }
    case "record": {
      if (!isPlainObject(value)) throw mismatch();
      const record: Record<string, Json> = {};
      for (const [name, member] of Object.entries(value)) {
        if (name === "__proto__") throw new CodecError(`${path}.__proto__`, "is a name that may not cross a step boundary");
        if (member !== undefined) record[name] = encode(member, type.values, types, artifacts, `${path}[${JSON.stringify(name)}]`);
      }
      return record;
    }
    case "union":
      return encodeUnion(value, type.members, types, artifacts, path, mismatch);
    case "named":
      return encode(value, namedType(type.name, types), types, artifacts, path);
  }
}

/** Encodes what stands in a field: `undefined` only where the field is optional. */
export function encodeField(value: unknown, field: Field, types: Types, artifacts: ArtifactCodec, path: string): Json | undefined {
  if (value !== undefined) return encode(value, field.type, types, artifacts, path);
  if (field.optional === true) return undefined;
  throw new CodecError(path, `is undefined, but ${printType(field.type)} is required`);
}

function encodeUnion(
  value: unknown,
  members: readonly Type[],
  types: Types,
  artifacts: ArtifactCodec,
  path: string,
  mismatch: () => CodecError,
): Json {
  let nearest: CodecError | undefined;
  for (const member of members) {
    try {
      return encode(value, member, types, artifacts, path);
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      // The deepest failure is of the member that fitted best, so it says most.
      if (nearest === undefined || error.path.length > nearest.path.length) nearest = error;
    }
  }
  throw nearest !== undefined && nearest.path !== path ? nearest : mismatch();
}

/** Decodes JSON by its type: revives dates and artifacts, and freezes what it makes. Throws a `CodecError`. */
export function decode(json: Json, type: Type, types: Types, artifacts: ArtifactCodec, path: string): unknown {
  const mismatch = (): CodecError => new CodecError(path, `is ${describe(json)}, not ${printType(type)}`);
  switch (type.kind) {
    case "null":
    case "boolean":
    case "number":
    case "string":
    case "literal":
      return encode(json, type, types, artifacts, path);
    case "date": {
      const date = typeof json === "string" ? new Date(json) : undefined;
      if (date === undefined || Number.isNaN(date.getTime())) throw mismatch();
      return Object.freeze(date);
    }
    case "artifact":
      if (!isArtifactHandle(json)) throw mismatch();
      if (type.artifact !== "" && json.$artifact !== type.artifact)
        throw new CodecError(path, `is a ${json.$artifact}, not a ${type.artifact}`);
      return artifacts.decode(json);
    case "array":
      if (!Array.isArray(json)) throw mismatch();
      return Object.freeze(json.map((item: Json, index) => decode(item, type.items, types, artifacts, `${path}[${index}]`)));
    case "tuple": {
      if (!Array.isArray(json) || json.length !== type.items.length) throw mismatch();
      const items: readonly Json[] = json;
      return Object.freeze(type.items.map((item, index) => decode(items[index] ?? null, item, types, artifacts, `${path}[${index}]`)));
    }
    case "object": {
      if (!isJsonObject(json)) throw mismatch();
      const record: Record<string, unknown> = {};
      for (const [name, field] of Object.entries(type.fields)) {
        const member = Object.hasOwn(json, name) ? json[name] : undefined;
        if (member !== undefined) record[name] = decode(member, field.type, types, artifacts, `${path}.${name}`);
        else if (field.optional !== true) throw new CodecError(`${path}.${name}`, `is missing, but ${printType(field.type)} is required`);
      }
      return Object.freeze(record);
    }
    case "record": {
      if (!isJsonObject(json)) throw mismatch();
      return Object.freeze(
        Object.fromEntries(
          Object.entries(json).map(([name, member]) => [
            name,
            decode(member, type.values, types, artifacts, `${path}[${JSON.stringify(name)}]`),
          ]),
        ),
      );
    }
    case "union":
      for (const member of type.members) {
        try {
          return decode(json, member, types, artifacts, path);
        } catch (error) {
          if (!(error instanceof CodecError)) throw error;
        }
      }
      throw mismatch();
    case "named":
      return decode(json, namedType(type.name, types), types, artifacts, path);
  }
}

/** A boundary where no schema is known (plain Node): JSON plus artifacts, dates kept as dates, everything frozen. */
export function crossBoundary(value: unknown, artifacts: ArtifactCodec, path: string): unknown {
  if (value === null || value === undefined || typeof value === "boolean") return value;
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new CodecError(path, `is ${value}, which JSON cannot hold`);
    return Object.is(value, -0) ? 0 : value;
  }
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw new CodecError(path, "holds a lone surrogate, which is not valid Unicode text");
    return value;
  }
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new CodecError(path, "is an invalid Date");
    return Object.freeze(new Date(value.getTime()));
  }
  if (artifacts.encode(value, path) !== undefined) return value;
  if (Array.isArray(value))
    return Object.freeze(Array.from(value, (item: unknown, index) => crossBoundary(item, artifacts, `${path}[${index}]`)));
  if (isPlainObject(value)) {
    const copy: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(value)) {
      if (name === "__proto__") throw new CodecError(`${path}.__proto__`, "is a name that may not cross a step boundary");
      if (member !== undefined) copy[name] = crossBoundary(member, artifacts, `${path}.${name}`);
    }
    return Object.freeze(copy);
  }
  throw new CodecError(path, `is ${describe(value)}, which does not survive a step boundary`);
}

function namedType(name: string, types: Types): Type {
  const type = types[name];
  if (type === undefined) throw new TypeError(`no type is named ${name}`);
  return type;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Other realms (vitest, vm) have an Object.prototype of their own, whose prototype is null.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "string") return value.length > 40 ? `the text ${JSON.stringify(`${value.slice(0, 40)}…`)}` : JSON.stringify(value);
  if (typeof value === "object")
    return isPlainObject(value) ? `an object with ${Object.keys(value).join(", ") || "no fields"}` : `a ${value.constructor.name}`;
  if (typeof value === "function") return "a function";
  if (typeof value === "number" || typeof value === "boolean") return `${value}`;
  if (typeof value === "undefined") return "undefined";
  return `a ${typeof value}`;
}
