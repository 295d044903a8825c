import type { ArtifactHandle } from "./handle.ts";
import { handleJson, isArtifactHandle } from "./handle.ts";
import type { Json } from "./json.ts";
import { isJsonObject } from "./json.ts";
import { canonicalJson } from "./canonical.ts";
import { arrayFault, numberFault, stringFault } from "./limits.ts";
import { StepError, stepFailureJson } from "./step-error.ts";
import { printType, type Field, type Type, type Types } from "./type.ts";

/** A value that does not fit its type. `path` is where, such as `output.scores[3]`. */
export class CodecError extends Error {
  override readonly name = "CodecError";
  readonly path: string;
  readonly reason: string;
  /** The value is of the right kind, and breaks a limit such as `minimum`. */
  readonly isLimit: boolean;
  constructor(path: string, reason: string, isLimit = false) {
    super(`${path} ${reason}`);
    this.path = path;
    this.reason = reason;
    this.isLimit = isLimit;
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
  const fault = (reason: string | undefined): void => {
    if (reason !== undefined) throw new CodecError(path, reason, true);
  };
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
      fault(numberFault(value, type));
      return Object.is(value, -0) ? 0 : value;
    case "string":
      if (typeof value !== "string") throw mismatch();
      if (!value.isWellFormed()) throw wrong("holds a lone surrogate, which is not valid Unicode text");
      fault(stringFault(value, type));
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
      return checkedItems(
        Array.from(value, (item: unknown, index) => encode(item, type.items, types, artifacts, `${path}[${index}]`)),
        type,
        path,
      );
    case "tuple":
      if (!Array.isArray(value) || value.length !== type.items.length) throw mismatch();
      return type.items.map((item, index) => encode(value[index], item, types, artifacts, `${path}[${index}]`));
    case "object": {
      if (!isPlainObject(value)) throw mismatch();
      const record: Record<string, Json> = {};
      for (const [name, field] of Object.entries(type.fields)) {
        // Not what every object has, such as `valueOf`.
        const given = Object.hasOwn(value, name) ? value[name] : undefined;
        const member = encodeField(given, field, types, artifacts, `${path}.${name}`);
        if (member !== undefined) record[name] = member;
      }
      for (const name of Object.keys(value)) checkName(name, path);
      return record;
    }
    case "record": {
      if (!isPlainObject(value)) throw mismatch();
      const record: Record<string, Json> = {};
      for (const [name, member] of Object.entries(value)) {
        checkName(name, path);
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

function checkName(name: string, path: string): void {
  if (name === "__proto__") throw new CodecError(`${path}.__proto__`, "is a name that may not cross a step boundary");
  if (!name.isWellFormed())
    throw new CodecError(`${path}[${JSON.stringify(name)}]`, "has a name that holds a lone surrogate, which is not valid Unicode text");
}

/** Encodes what stands in a field: `undefined` only where the field is optional. */
export function encodeField(value: unknown, field: Field, types: Types, artifacts: ArtifactCodec, path: string): Json | undefined {
  if (value !== undefined) return encode(value, field.type, types, artifacts, path);
  if (field.optional === true) return undefined;
  throw new CodecError(path, `is undefined, but ${printType(field.type)} is required`);
}

function checkedItems(items: readonly Json[], type: Type & { kind: "array" }, path: string): readonly Json[] {
  const fault = arrayFault(items, type, canonicalJson);
  if (fault !== undefined) throw new CodecError(path, fault, true);
  return items;
}

function encodeUnion(
  value: unknown,
  members: readonly Type[],
  types: Types,
  artifacts: ArtifactCodec,
  path: string,
  mismatch: () => CodecError,
): Json {
  const { found, nearest } = fittest(value, members, (member) => encode(value, member, types, artifacts, path));
  if (found !== undefined) return found.made;
  throw nearest !== undefined && nearest.path !== path ? nearest : mismatch();
}

interface Fit<T> {
  readonly found: { readonly made: T } | undefined;
  /** The deepest failure is of the member that fitted best, so it says most. */
  readonly nearest: CodecError | undefined;
}

/**
 * The member of a union that keeps most of a value: `{ id, name }` is no `{ id }`, though it would pass for one. A date comes last, as a
 * text that another member takes is no date.
 */
function fittest<T>(value: unknown, members: readonly Type[], attempt: (member: Type) => T): Fit<T> {
  let nearest: CodecError | undefined;
  let best: { readonly made: T; readonly size: number } | undefined;
  const candidates = datesLast(members).filter((member) => mayHold(member, value));
  const whole = candidates.length > 1 ? sizeOf(value) : 1;
  for (const member of candidates) {
    try {
      const made = attempt(member);
      const size = whole === 1 || member.kind === "artifact" ? whole : sizeOf(made);
      if (size >= whole) return { found: { made }, nearest };
      if (best === undefined || size > best.size) best = { made, size };
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      if (nearest === undefined || error.path.length > nearest.path.length) nearest = error;
    }
  }
  return { found: best, nearest };
}

/** False only where a member plainly cannot hold the value, so that most unions are decided without counting. */
function mayHold({ kind }: Type, value: unknown): boolean {
  if (kind === "named" || kind === "union" || kind === "artifact") return true;
  if (Array.isArray(value)) return kind === "array" || kind === "tuple";
  return isPlainObject(value) === (kind === "object" || kind === "record");
}

const datesLast = (members: readonly Type[]): readonly Type[] =>
  members.some((member) => member.kind === "date")
    ? [...members.filter((member) => member.kind !== "date"), ...members.filter((member) => member.kind === "date")]
    : members;

/** How many values a value is made of, `undefined` left out. */
function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item: unknown) => sum + sizeOf(item), 1);
  if (!isPlainObject(value)) return value === undefined ? 0 : 1;
  return Object.values(value).reduce((sum: number, member) => sum + sizeOf(member), 1);
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
    case "array": {
      if (!Array.isArray(json)) throw mismatch();
      // Items first: an item that is wrong in itself is the better reason.
      const items = json.map((item: Json, index) => decode(item, type.items, types, artifacts, `${path}[${index}]`));
      checkedItems(json, type, path);
      return Object.freeze(items);
    }
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
      return decodeUnion(json, type.members, types, artifacts, path, mismatch);
    case "named":
      return decode(json, namedType(type.name, types), types, artifacts, path);
  }
}

function decodeUnion(
  json: Json,
  members: readonly Type[],
  types: Types,
  artifacts: ArtifactCodec,
  path: string,
  mismatch: () => CodecError,
): unknown {
  const { found, nearest } = fittest(json, members, (member) => decode(json, member, types, artifacts, path));
  if (found !== undefined) return found.made;
  throw nearest !== undefined && nearest.path !== path ? nearest : mismatch();
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
  // The `reason` of a rejected promise: how a step failed is data, as a graph hands it on.
  if (value instanceof StepError) {
    const { step, attempt, kind, message, exitCode } = value;
    return Object.freeze(stepFailureJson({ step, attempt, kind, message, ...(exitCode === undefined ? {} : { exitCode }) }));
  }
  if (Array.isArray(value))
    return Object.freeze(Array.from(value, (item: unknown, index) => crossBoundary(item, artifacts, `${path}[${index}]`)));
  if (isPlainObject(value)) {
    const copy: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(value)) {
      checkName(name, path);
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
